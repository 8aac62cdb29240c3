//! What the program does, without a window: the list of calls and what stands behind each.

mod act;
mod ask;
mod audit;
pub mod calls;
mod dispatch;
pub mod failure;
mod file;
pub mod host;
pub mod program;
mod session;
pub mod story;

pub use store::KeyCost;
