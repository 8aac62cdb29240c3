//! What a program did to the files of a folder, step by step, and what it was told meanwhile.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// The files of a folder by their path below it.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

/// One step.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    /// A file was opened under a handle; made or emptied by it.
    Open {
        handle: u32,
        made: bool,
        emptied: bool,
        path: String,
    },
    Write {
        handle: u32,
        at: u64,
        bytes: Vec<u8>,
    },
    Cut {
        handle: u32,
        size: u64,
    },
    /// What was written is on the disk: of a file its content, of a folder its names.
    Sync {
        handle: u32,
    },
    Unlink(String),
    MakeFolder(String),
    RemoveFolder(String),
    Rename(String, String),
    /// The screen said: saved.
    Acknowledge(String),
}

impl Step {
    /// Returns the step in words, without what was written.
    pub(crate) fn name(&self) -> String {
        if let Self::Write { handle, at, bytes } = self {
            return format!("write {} bytes at {at} of {handle}", bytes.len());
        }
        format!("{self:?}")
    }
}

/// A run of a story.
pub(crate) struct Recording {
    /// What lay in the folder before, safely on the disk.
    pub(crate) before: Files,
    /// What happened.
    pub(crate) steps: Vec<Step>,
}

/// The library that records, compiled once for this run.
fn recorder() -> &'static Path {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT.get_or_init(|| {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("crash/recorder.c");
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(std::process::id().to_string());
        std::fs::create_dir_all(&folder).expect("a folder for the recorder");
        let library = folder.join("recorder.so");
        // SQLCipher is compiled with the same compiler, so there is one.
        let compiled = Command::new("cc")
            .args(["-O1", "-Wall", "-Wextra", "-shared", "-fPIC", "-o"])
            .args([&library, &source])
            .status();
        assert!(
            compiled.expect("there is a C compiler").success(),
            "the recorder"
        );
        library
    })
}

/// Runs this very program once more, to tell a story in the folder under the recorder. Returns whether it came to its end.
pub(crate) fn tell(story: &str, folder: &Path, log: &Path, kill_at: Option<u32>) -> bool {
    let this = std::env::current_exe().expect("a test knows its program");
    let orders = log.with_extension("orders");
    let told = Command::new(this)
        .args([
            "--exact",
            "story::a_story_comes_to_its_end_on_a_disk_that_works",
            "--nocapture",
        ])
        .env("LD_PRELOAD", recorder())
        .env("SASAE_ROOT", folder)
        .env("SASAE_LOG", log)
        .env("SASAE_ORDERS", &orders)
        .env("SASAE_STORY", story)
        .env("SASAE_KILL", kill_at.unwrap_or_default().to_string())
        .output()
        .expect("a program runs itself");
    let finished = told.status.success();
    assert!(
        finished || kill_at.is_some(),
        "{story}: {}{}",
        String::from_utf8_lossy(&told.stdout),
        String::from_utf8_lossy(&told.stderr)
    );
    String::from_utf8_lossy(&told.stdout)
        .lines()
        .filter(|line| line.starts_with(COUNTED))
        .for_each(say);
    finished
}

/// How a line begins that a story says of what it counted.
pub(crate) const COUNTED: &str = "counted: ";

#[expect(clippy::print_stdout, reason = "the counts are what this suite is for")]
pub(crate) fn say(line: &str) {
    println!("{line}");
}

/// Tells a story over these files and returns what it did.
pub(crate) fn record(story: &str, before: &Files) -> Recording {
    let place = place();
    let folder = place.path().join("root");
    lay(&folder, before);
    let log = place.path().join("log");
    tell(story, &folder, &log, None);
    Recording {
        before: before.clone(),
        steps: read(&log),
    }
}

/// Returns a folder in memory where there is one: the disks of the tests are rebuilt many thousand times.
pub(crate) fn place() -> tempfile::TempDir {
    let memory = Path::new("/dev/shm");
    let made = if memory.is_dir() {
        tempfile::tempdir_in(memory)
    } else {
        tempfile::tempdir()
    };
    made.expect("a folder for a test")
}

/// Writes the files into a folder, which is made.
pub(crate) fn lay(folder: &Path, files: &Files) {
    std::fs::create_dir_all(folder).expect("a folder");
    for (path, bytes) in files {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("a folder");
        let mut file = std::fs::File::create(path).expect("a file");
        std::io::Write::write_all(&mut file, bytes).expect("a file is written");
    }
}

/// Reads every file below a folder.
pub(crate) fn gather(folder: &Path) -> Files {
    let mut files = Files::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(at) = folders.pop() {
        for entry in std::fs::read_dir(&at).expect("a folder is read") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("below the folder");
                let bytes = std::fs::read(&path).expect("a file is read");
                files.insert(name.display().to_string(), bytes);
            }
        }
    }
    files
}

/// Reads the steps from a log.
pub(crate) fn read(log: &Path) -> Vec<Step> {
    let bytes = std::fs::read(log).expect("the log of the recorder");
    let mut at = Cursor {
        bytes: &bytes,
        at: 0,
    };
    let mut steps = Vec::new();
    while at.at < bytes.len() {
        steps.push(at.step());
    }
    steps
}

struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Cursor<'a> {
    fn take(&mut self, length: usize) -> &'a [u8] {
        let taken = &self.bytes[self.at..self.at + length];
        self.at += length;
        taken
    }

    fn small(&mut self) -> u32 {
        u32::from_le_bytes(self.take(4).try_into().expect("four bytes"))
    }

    fn large(&mut self) -> u64 {
        u64::from_le_bytes(self.take(8).try_into().expect("eight bytes"))
    }

    fn text(&mut self) -> String {
        let length = self.small() as usize;
        String::from_utf8_lossy(self.take(length)).into_owned()
    }

    fn step(&mut self) -> Step {
        match self.take(1)[0] {
            b'o' => {
                let handle = self.small();
                let how = self.take(1)[0];
                Step::Open {
                    handle,
                    made: how & 1 != 0,
                    emptied: how & 2 != 0,
                    path: self.text(),
                }
            }
            b'w' => {
                let (handle, at) = (self.small(), self.large());
                let length = self.small() as usize;
                Step::Write {
                    handle,
                    at,
                    bytes: self.take(length).to_vec(),
                }
            }
            b't' => Step::Cut {
                handle: self.small(),
                size: self.large(),
            },
            b's' => {
                let handle = self.small();
                self.large();
                Step::Sync { handle }
            }
            b'u' => Step::Unlink(self.text()),
            b'm' => Step::MakeFolder(self.text()),
            b'x' => Step::RemoveFolder(self.text()),
            b'r' => Step::Rename(self.text(), self.text()),
            b'a' => Step::Acknowledge(self.text()),
            other => panic!("an unknown step {other} in the log at {}", self.at),
        }
    }
}
