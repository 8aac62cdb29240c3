//! One binary for every check that needs no window.

mod audit;
mod backups;
mod bindings;
mod comparison;
mod confirmation;
mod council;
mod draft;
mod drill;
mod duplicate;
mod erase;
mod every_call;
mod export;
mod household;
mod import;
mod journeys;
mod keys;
mod lost;
mod pairing;
mod people;
mod plan_question;
mod practice;
mod restore;
mod saved_filter;
mod sheet;
mod user_keys;
mod users;
