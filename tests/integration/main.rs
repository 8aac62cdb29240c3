//! One binary for every check that needs no window.

mod bindings;
