//! A disk as the system sees it and as it would be after a power cut.
//!
//! What a file holds is safe once the file was synced; a name (made, renamed, removed) once its folder was. Before that
//! each 512-byte sector of what was written may be there or not, a file may have grown without its content (zeros), and of
//! the names of one folder any beginning of what was done may be there: file systems keep the order of names, not of
//! content. This is harder than most disks are.

use std::collections::{BTreeMap, BTreeSet};

use crate::recording::{Files, Step};

const SECTOR: u64 = 512;

/// A chance that is the same every time (splitmix64).
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub(crate) fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit.max(1)
    }
}

/// How the power goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Cut {
    /// Only the program dies: everything it did is there.
    Program,
    /// Nothing is there that was not synced.
    Synced,
    /// Everything is there but a part of what was written last.
    Torn,
    /// Any sectors are there.
    Sectors,
}

/// Whom the disk obeys when it is told to sync.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Obeys {
    /// Everybody.
    All,
    /// Nobody: a stick that lies.
    Nobody,
    /// Everybody but the write-ahead log, as with `synchronous=NORMAL`.
    NotTheLog,
}

#[derive(Clone)]
enum Change {
    Write(u64, Vec<u8>),
    Cut(u64),
}

#[derive(Clone, Default)]
struct Content {
    synced: Vec<u8>,
    pending: Vec<Change>,
}

#[derive(Clone)]
enum Naming {
    Make(String, Node),
    Remove(String),
    Rename(String, String),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Node {
    File(usize),
    Folder,
}

type Names = BTreeMap<String, Node>;

/// The disk.
pub(crate) struct Disk {
    obeys: Obeys,
    contents: Vec<Content>,
    names: Names,
    safe_names: Names,
    pending_names: Vec<Naming>,
    /// What is behind a handle: a file, or a folder by its path.
    handles: BTreeMap<u32, Result<usize, String>>,
    /// The file written last.
    last: Option<usize>,
}

impl Disk {
    /// Returns a disk on which these files lie safely.
    pub(crate) fn new(files: &Files, obeys: Obeys) -> Self {
        let mut disk = Self {
            obeys,
            contents: Vec::new(),
            names: Names::new(),
            safe_names: Names::new(),
            pending_names: Vec::new(),
            handles: BTreeMap::new(),
            last: None,
        };
        for (path, bytes) in files {
            for (at, _) in path.match_indices('/') {
                disk.names.insert(path[..at].to_owned(), Node::Folder);
            }
            let file = disk.add(bytes.clone());
            disk.names.insert(path.clone(), Node::File(file));
        }
        disk.safe_names = disk.names.clone();
        disk
    }

    fn add(&mut self, synced: Vec<u8>) -> usize {
        self.contents.push(Content {
            synced,
            pending: Vec::new(),
        });
        self.contents.len() - 1
    }

    /// Does a step.
    pub(crate) fn take(&mut self, step: &Step) {
        match step {
            Step::Open {
                handle,
                made,
                emptied,
                path,
            } => self.open(*handle, *made, *emptied, path),
            Step::Write { handle, at, bytes } => {
                self.change(*handle, Change::Write(*at, bytes.clone()));
            }
            Step::Cut { handle, size } => self.change(*handle, Change::Cut(*size)),
            Step::Sync { handle } => self.sync(*handle),
            Step::Unlink(path) | Step::RemoveFolder(path) => {
                self.name(Naming::Remove(path.clone()));
            }
            Step::MakeFolder(path) => self.name(Naming::Make(path.clone(), Node::Folder)),
            Step::Rename(from, to) => self.name(Naming::Rename(from.clone(), to.clone())),
            Step::Acknowledge(_) => {}
        }
    }

    fn open(&mut self, handle: u32, made: bool, emptied: bool, path: &str) {
        if made {
            let file = self.add(Vec::new());
            self.name(Naming::Make(path.to_owned(), Node::File(file)));
        }
        let behind = match self.names.get(path) {
            Some(Node::File(file)) => Ok(*file),
            Some(Node::Folder) | None => Err(path.to_owned()),
        };
        self.handles.insert(handle, behind);
        if emptied && !made {
            self.change(handle, Change::Cut(0));
        }
    }

    fn change(&mut self, handle: u32, change: Change) {
        if let Some(Ok(file)) = self.handles.get(&handle) {
            self.contents[*file].pending.push(change);
            self.last = Some(*file);
        }
    }

    fn name(&mut self, naming: Naming) {
        apply(&mut self.names, &naming);
        self.pending_names.push(naming);
    }

    fn sync(&mut self, handle: u32) {
        if self.obeys == Obeys::Nobody {
            return;
        }
        match self.handles.get(&handle) {
            Some(Ok(file)) => {
                let file = *file;
                let is_log = |name: &String| name.ends_with("-wal");
                let mut named = self
                    .names
                    .iter()
                    .filter(|(_, node)| **node == Node::File(file));
                if self.obeys == Obeys::NotTheLog && named.any(|(name, _)| is_log(name)) {
                    return;
                }
                let content = &mut self.contents[file];
                let pending = std::mem::take(&mut content.pending);
                for change in &pending {
                    write(&mut content.synced, change);
                }
            }
            Some(Err(folder)) => {
                let (done, left): (Vec<_>, Vec<_>) = std::mem::take(&mut self.pending_names)
                    .into_iter()
                    .partition(|naming| naming.is_in(folder));
                done.iter()
                    .for_each(|naming| apply(&mut self.safe_names, naming));
                self.pending_names = left;
            }
            None => {}
        }
    }

    /// Returns what would be found after the power came back.
    pub(crate) fn after(&self, cut: Cut, chance: &mut Chance) -> Files {
        let names = match cut {
            Cut::Program | Cut::Torn => self.names.clone(),
            Cut::Synced => self.safe_names.clone(),
            Cut::Sectors => self.some_names(chance),
        };
        let mut files = Files::new();
        for (path, node) in &names {
            let Node::File(file) = node else { continue };
            let mut folders = path.match_indices('/').map(|(at, _)| &path[..at]);
            if folders.any(|folder| names.get(folder) != Some(&Node::Folder)) {
                continue;
            }
            files.insert(path.clone(), self.content(*file, cut, chance));
        }
        files
    }

    /// Of what was done to the names of each folder, a beginning.
    fn some_names(&self, chance: &mut Chance) -> Names {
        let mut names = self.safe_names.clone();
        let folders: BTreeSet<&str> = self.pending_names.iter().map(Naming::folder).collect();
        let counts: BTreeMap<&str, u64> = folders
            .into_iter()
            .map(|folder| {
                let all = self
                    .pending_names
                    .iter()
                    .filter(|naming| naming.folder() == folder);
                (folder, chance.below(all.count() as u64 + 1))
            })
            .collect();
        let mut left = counts;
        for naming in &self.pending_names {
            if let Some(count) = left.get_mut(naming.folder()).filter(|count| **count > 0) {
                *count -= 1;
                apply(&mut names, naming);
            }
        }
        names
    }

    fn content(&self, file: usize, cut: Cut, chance: &mut Chance) -> Vec<u8> {
        let content = &self.contents[file];
        let mut bytes = content.synced.clone();
        let torn = cut == Cut::Torn && self.last == Some(file);
        for (at, change) in content.pending.iter().enumerate() {
            match cut {
                Cut::Synced => {}
                Cut::Torn if torn && at + 1 == content.pending.len() => {
                    write_part(&mut bytes, change, chance, Part::Beginning);
                }
                Cut::Program | Cut::Torn => write(&mut bytes, change),
                Cut::Sectors => write_part(&mut bytes, change, chance, Part::Any),
            }
        }
        bytes
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Beginning,
    Any,
}

impl Naming {
    fn folder(&self) -> &str {
        let (Self::Make(path, _) | Self::Remove(path) | Self::Rename(path, _)) = self;
        path.rfind('/').map_or("", |at| &path[..at])
    }

    fn is_in(&self, folder: &str) -> bool {
        self.folder() == folder
    }
}

fn apply(names: &mut Names, naming: &Naming) {
    match naming {
        Naming::Make(path, node) => {
            names.insert(path.clone(), *node);
        }
        Naming::Remove(path) => {
            names.remove(path);
        }
        Naming::Rename(from, to) => {
            if let Some(node) = names.remove(from) {
                names.insert(to.clone(), node);
            }
            // What lies in a folder goes with it.
            let below = format!("{from}/");
            let inside = names.range(below.clone()..);
            let inside = inside.take_while(|(path, _)| path.starts_with(&below));
            let moved: Vec<String> = inside.map(|(path, _)| path.clone()).collect();
            for path in moved {
                if let Some(node) = names.remove(&path) {
                    names.insert(format!("{to}/{}", &path[below.len()..]), node);
                }
            }
        }
    }
}

fn write(bytes: &mut Vec<u8>, change: &Change) {
    match change {
        Change::Write(at, new) => {
            let at = *at as usize;
            if bytes.len() < at + new.len() {
                bytes.resize(at + new.len(), 0);
            }
            bytes[at..at + new.len()].copy_from_slice(new);
        }
        Change::Cut(size) => bytes.resize(*size as usize, 0),
    }
}

/// Writes some sectors of a change. What is missing at the end of a file may have grown it all the same.
fn write_part(bytes: &mut Vec<u8>, change: &Change, chance: &mut Chance, part: Part) {
    let Change::Write(at, new) = change else {
        if chance.below(2) == 0 {
            write(bytes, change);
        }
        return;
    };
    let end = at + new.len() as u64;
    if chance.below(2) == 0 && (bytes.len() as u64) < end {
        bytes.resize(end as usize, 0);
    }
    let stop = at + chance.below(new.len() as u64 + 1) / SECTOR * SECTOR;
    let whole = chance.below(4);
    let mut from = *at;
    while from < end {
        let to = end.min((from / SECTOR + 1) * SECTOR);
        let is_there = match (part, whole) {
            (Part::Beginning, _) => to <= stop,
            // Often a whole write is there or not at all.
            (Part::Any, 0) => true,
            (Part::Any, 1) => false,
            (Part::Any, _) => chance.below(2) == 0,
        };
        if is_there {
            let sector = new[(from - at) as usize..(to - at) as usize].to_vec();
            write(bytes, &Change::Write(from, sector));
        }
        from = to;
    }
}
