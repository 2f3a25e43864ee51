//! `dateline`: reads news pages and gives back a sourced record.

fn main() {
    println!("{}", dateline_record::SCHEMA);
}
