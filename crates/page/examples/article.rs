//! Prints what pages say of themselves, one JSON object a line: `article FILE URL [FILE URL]…`, with `-` for an unknown address.

use dateline_page::Given;

fn main() -> std::io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    for pair in arguments.chunks(2) {
        let [file, url] = pair else { break };
        let bytes = std::fs::read(file)?;
        let given = Given { id: file.clone(), url: Some(url.clone()).filter(|u| u != "-"), ..Given::default() };
        match dateline_page::html(&bytes, &given) {
            Ok(page) => println!("{}", serde_json::json!({ "id": file, "article": page.article })),
            Err(error) => eprintln!("{file}: {error}"),
        }
    }
    Ok(())
}
