//! `sasae`: the calls of the program from a terminal.
fn main() {}
