//! What the program does, without a window: the list of calls and what stands behind each.

pub mod calls;
pub mod failure;
