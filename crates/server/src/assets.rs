//! The files of the room, compiled in.

use sha2::{Digest, Sha256};
use std::sync::LazyLock;

/// A file.
pub struct Asset {
    /// What the code calls it.
    file: &'static str,
    /// What it is fetched by: a digest of its bytes is part of the name.
    name: String,
    /// Media type.
    pub media: &'static str,
    /// Its bytes.
    pub bytes: &'static [u8],
}

const FILES: [(&str, &str, &[u8]); 4] = [
    ("room.css", "text/css; charset=utf-8", include_bytes!("../assets/room.css")),
    ("room.js", "text/javascript; charset=utf-8", include_bytes!("../assets/room.js")),
    ("world.svg", "image/svg+xml", include_bytes!("../assets/world.svg")),
    ("icon.svg", "image/svg+xml", include_bytes!("../assets/icon.svg")),
];

static ALL: LazyLock<Vec<Asset>> = LazyLock::new(|| {
    let named = |(file, media, bytes): (&'static str, &'static str, &'static [u8])| {
        let digest: String = Sha256::digest(bytes).iter().take(6).map(|byte| format!("{byte:02x}")).collect();
        let (stem, ending) = file.split_once('.').unwrap_or((file, ""));
        Asset { file, name: format!("{stem}.{digest}.{ending}"), media, bytes }
    };
    FILES.into_iter().map(named).collect()
});

/// The file of a name.
pub fn find(name: &str) -> Option<&'static Asset> {
    ALL.iter().find(|asset| asset.name == name)
}

/// The address of a file.
pub fn href(file: &str) -> String {
    let asset = ALL.iter().find(|asset| asset.file == file);
    format!("/assets/{}", asset.map_or(file, |asset| &asset.name))
}
