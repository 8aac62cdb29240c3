//! The window of ささえ帳.
fn main() {}
