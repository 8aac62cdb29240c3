//! The store on real encrypted files: one binary, one module per subject.

#[cfg(test)]
mod backups;
mod damage;
#[cfg(test)]
mod files;
#[cfg(test)]
mod journal;
#[cfg(test)]
mod keys;
#[cfg(test)]
mod lists;
#[cfg(test)]
mod renewal;
#[cfg(test)]
mod support;
