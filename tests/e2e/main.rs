//! The journeys of product.md in the built program, driven by role and name.

mod closed_window;
