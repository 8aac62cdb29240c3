//! One binary for every check that needs no window.

mod bindings;
mod council;
mod every_call;
mod import;
mod journeys;
mod people;
mod practice;
