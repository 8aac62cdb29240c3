//! Power cuts, full disks and dying programs: nothing the screen called saved is lost, and what it says is the truth.
//!
//! A program is run under a recorder that writes down what it does to its folder. From these steps the disk is rebuilt as a
//! power cut could have left it at any moment, and every such disk is opened. Set `SASAE_IMAGES` for another number of disks
//! (`cargo xtask crash` does).

#![cfg(target_os = "linux")]

mod disk;
mod failing;
mod images;
mod judge;
mod killed;
mod power;
mod recording;
mod story;
