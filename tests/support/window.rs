//! Drives the built program in a real window, as a person would: by role and name, through WebDriver.

use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use fantoccini::elements::Element;
use fantoccini::{Client, ClientBuilder};
use serde_json::{Value, json};

/// How long a person would wait before saying that nothing happens.
const PATIENCE: Duration = Duration::from_secs(30);

/// How long the driver may take for one command. It is never that slow: by then it hangs, and a test that hangs
/// holds up everything after it.
const SILENCE: Duration = Duration::from_secs(60);

/// Between two looks.
const LOOK_AGAIN: Duration = Duration::from_millis(60);

/// Keeps what goes wrong inside the page, to be told when something is not found.
const LISTEN_FOR_FAULTS: &str = "window.faults = []; \
    addEventListener('error', (e) => faults.push(e.message + ' ' + e.filename + ':' + e.lineno + ' ' + (e.error && e.error.stack || ''))); \
    addEventListener('unhandledrejection', (e) => faults.push('rejected: ' + (e.reason && e.reason.stack || JSON.stringify(e.reason))));";

/// The program in a window, with folders of its own.
pub struct Window {
    client: Client,
    driver: Child,
    folder: tempfile::TempDir,
    name: &'static str,
    last_press: std::sync::Mutex<Option<(String, tokio::time::Instant)>>,
}

/// Returns the built program, of the same build as the one that asks.
pub fn program() -> PathBuf {
    let build = if cfg!(debug_assertions) {
        "debug"
    } else {
        "release"
    };
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../target")
        .join(build)
        .join("sasaecho")
}

impl Window {
    /// Starts the program with an empty home of its own. `name` is used for its pictures.
    pub async fn open(name: &'static str, arguments: &[&str]) -> Self {
        Self::open_in(tempfile::tempdir().unwrap(), name, arguments).await
    }

    /// Starts the program on what lies in `home` of this folder.
    pub async fn open_in(
        folder: tempfile::TempDir,
        name: &'static str,
        arguments: &[&str],
    ) -> Self {
        std::fs::create_dir_all(folder.path().join("dialogs")).unwrap();
        std::fs::create_dir_all(folder.path().join("saved")).unwrap();
        let port = free_port();
        // A session bus of its own: a program left behind by another window, which allows only one of itself a bus,
        // would answer this start in its stead. A group of its own: the whole of it ends with the window.
        let driver = Command::new("dbus-run-session")
            .args(["--", "WebKitWebDriver", &format!("--port={port}")])
            .process_group(0)
            .env("TAURI_AUTOMATION", "true")
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .env("SASAE_HOME", folder.path().join("home"))
            .env("SASAE_CHEAP_KEYS", "1")
            .env("SASAE_REHEARSED_DIALOGS", folder.path().join("dialogs"))
            .env("WEBKIT_DISABLE_DMABUF_RENDERER", "1")
            .env("LIBGL_ALWAYS_SOFTWARE", "1")
            .env("LANG", "C.UTF-8")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .spawn()
            .expect("WebKitWebDriver must be installed: cargo xtask e2e does it");
        let client = connect(port, arguments).await;
        let window = Self {
            client,
            driver,
            folder,
            name,
            last_press: std::sync::Mutex::new(None),
        };
        window.lay_answer("save", &window.folder.path().join("saved"));
        window.script(LISTEN_FOR_FAULTS, vec![]).await;
        window
    }

    /// Returns the folder that files chosen with a save dialog go to.
    pub fn saved(&self) -> PathBuf {
        self.folder.path().join("saved")
    }

    /// Lays the answer of the next open dialog ready.
    pub fn will_choose(&self, file: &Path) {
        self.lay_answer("open", file);
    }

    fn lay_answer(&self, which: &str, path: &Path) {
        let file = self.folder.path().join("dialogs").join(which);
        std::fs::File::create(file)
            .and_then(|mut f| {
                std::io::Write::write_all(&mut f, path.display().to_string().as_bytes())
            })
            .unwrap();
    }

    /// Finds what has this role and name, waiting for it; `scope` narrows the place to one that contains these words.
    pub async fn find_in(&self, scope: &str, role: &str, name: &str) -> Element {
        let begun = tokio::time::Instant::now();
        loop {
            if let Some(element) = self.look_for(scope, role, name).await {
                return element;
            }
            if begun.elapsed() > PATIENCE {
                let seen = self.text().await;
                self.picture("lost").await;
                panic!("no {role} «{name}» in «{scope}» after {PATIENCE:?}. On screen:\n{seen}");
            }
            tokio::time::sleep(LOOK_AGAIN).await;
        }
    }

    async fn look_for(&self, scope: &str, role: &str, name: &str) -> Option<Element> {
        let arguments = vec![json!(role), json!(name), json!(scope)];
        let found = answered(self.client.execute(include_str!("find.js"), arguments)).await;
        let found = found.ok()?;
        if found.is_null() {
            None
        } else {
            serde_json::from_value(found)
                .ok()
                .map(|element| Element::from_element_id(self.client.clone(), element_id(&element)))
        }
    }

    /// Finds what has this role and name anywhere on the page.
    pub async fn find(&self, role: &str, name: &str) -> Element {
        self.find_in("", role, name).await
    }

    /// Presses a button, waiting for it.
    pub async fn press(&self, name: &str) {
        self.press_in("", name).await;
    }

    /// Presses a button in a place that contains these words.
    pub async fn press_in(&self, scope: &str, name: &str) {
        self.click_in(scope, "button", name).await;
    }

    /// Clicks what has this role and name.
    pub async fn click(&self, role: &str, name: &str) {
        self.click_in("", role, name).await;
    }

    /// Clicks what has this role and name in a place; once more if the page drew it anew meanwhile.
    pub async fn click_in(&self, scope: &str, role: &str, name: &str) {
        self.take_breath(name).await;
        for attempt in 0..5 {
            let element = self.find_in(scope, role, name).await;
            // The driver takes what the foot half covers for visible, and then finds the foot in its place.
            let near = "arguments[0].scrollIntoView({ block: 'center' });";
            let brought = answered(self.client.execute(near, vec![json!(element)])).await;
            let pressed = match brought {
                Ok(_) => answered(element.click()).await,
                Err(error) => Err(error),
            };
            match pressed {
                Ok(()) => return,
                Err(error) if attempt == 4 => panic!("{role} «{name}» cannot be pressed: {error}"),
                Err(_) => tokio::time::sleep(LOOK_AGAIN).await,
            }
        }
    }

    /// The pages take a second press within 400 ms for a trembling hand; nobody who means it is that fast.
    async fn take_breath(&self, name: &str) {
        const BREATH: Duration = Duration::from_millis(450);
        let last = self
            .last_press
            .lock()
            .unwrap()
            .replace((name.to_owned(), tokio::time::Instant::now()));
        if let Some((before, at)) = last
            && before == name
            && at.elapsed() < BREATH
        {
            tokio::time::sleep(BREATH).await;
        }
    }

    /// Types into the field with this label, after emptying it.
    pub async fn write(&self, label: &str, text: &str) {
        self.write_in("", label, text).await;
    }

    /// Types into the field with this label in a place, after emptying it; once more if the page drew it anew meanwhile.
    pub async fn write_in(&self, scope: &str, label: &str, text: &str) {
        for attempt in 0..5 {
            let field = self.find_in(scope, "textbox", label).await;
            let written = async {
                answered(field.click()).await?;
                answered(field.clear()).await?;
                answered(field.send_keys(text)).await
            };
            match written.await {
                Ok(()) => return,
                Err(error) if attempt == 4 => panic!("«{label}» cannot be written: {error}"),
                Err(_) => tokio::time::sleep(LOOK_AGAIN).await,
            }
        }
    }

    /// Types keys to whatever has the focus. Keys beyond text are those of `fantoccini::key`.
    pub async fn type_keys(&self, keys: &str) {
        let active = answered(self.client.active_element()).await.unwrap();
        answered(active.send_keys(keys)).await.unwrap();
    }

    /// Returns everything that can be read on the page now.
    pub async fn text(&self) -> String {
        let look = "return document.body.innerText";
        let text = answered(self.client.execute(look, vec![])).await;
        text.ok()
            .and_then(|t| t.as_str().map(str::to_owned))
            .unwrap_or_default()
    }

    /// Waits until these words can be read.
    pub async fn reads(&self, words: &str) {
        self.until(&format!("«{words}» on screen"), async || {
            self.text().await.contains(words)
        })
        .await;
    }

    /// Waits until these words cannot be read any more.
    pub async fn no_longer_reads(&self, words: &str) {
        self.until(&format!("«{words}» gone"), async || {
            !self.text().await.contains(words)
        })
        .await;
    }

    /// Waits until something is so.
    pub async fn until(&self, what: &str, is_so: impl AsyncFn() -> bool) {
        let begun = tokio::time::Instant::now();
        while !is_so().await {
            if begun.elapsed() > PATIENCE {
                let seen = self.text().await;
                self.picture("lost").await;
                panic!("not so after {PATIENCE:?}: {what}. On screen:\n{seen}");
            }
            tokio::time::sleep(LOOK_AGAIN).await;
        }
    }

    /// Runs a script in the page.
    pub async fn script(&self, script: &str, arguments: Vec<Value>) -> Value {
        answered(self.client.execute(script, arguments))
            .await
            .unwrap()
    }

    /// Runs a script in the page that answers through its last argument.
    pub async fn script_async(&self, script: &str, arguments: Vec<Value>) -> Value {
        answered(self.client.execute_async(script, arguments))
            .await
            .unwrap()
    }

    /// Sets the size of the window in pixels.
    pub async fn size(&self, width: u32, height: u32) {
        answered(self.client.set_window_size(width, height))
            .await
            .unwrap();
    }

    /// Takes a picture of the display into target/e2e, for looking at. Not through WebDriver: a screenshot that hangs
    /// there holds up every later command.
    pub async fn picture(&self, what: &str) {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/e2e");
        std::fs::create_dir_all(&folder).unwrap();
        let painted = "const done = arguments[arguments.length - 1]; \
            document.fonts.ready.then(() => requestAnimationFrame(() => requestAnimationFrame(() => done([innerWidth, innerHeight]))));";
        let size = self.script_async(painted, vec![]).await;
        let crop = format!("{}x{}+0+0", size[0], size[1]);
        let file = folder.join(format!("{}-{what}.png", self.name));
        let taken = Command::new("timeout")
            .args(["30", "import", "-window", "root", "-crop", &crop])
            .arg(&file)
            .stderr(Stdio::null())
            .status();
        assert!(
            taken.is_ok_and(|status| status.success()),
            "no picture of the display was taken"
        );
    }

    /// Returns everything that reaches past the right edge of the window.
    pub async fn past_the_edge(&self) -> Vec<String> {
        let script = "const wide = document.documentElement.clientWidth; \
            const clipped = (e) => { for (let p = e.parentElement; p; p = p.parentElement) { \
              const s = getComputedStyle(p); if (s.overflowX !== 'visible') { const r = p.getBoundingClientRect(); \
              if (r.right <= wide + 1 && p.scrollWidth <= p.clientWidth + 1) return true; } } return false; }; \
            const out = [...document.body.querySelectorAll('*')].filter((e) => { const r = e.getBoundingClientRect(); \
              return r.width > 0 && r.right > wide + 1 && !clipped(e); }).map((e) => e.tagName + '.' + e.className); \
            const scrolls = [...document.body.querySelectorAll('*')].filter((e) => { const s = getComputedStyle(e); \
              return (s.overflowX === 'auto' || s.overflowX === 'scroll') && e.scrollWidth > e.clientWidth + 1; }) \
              .map((e) => 'scrolls sideways: ' + e.tagName + '.' + e.className); \
            return out.concat(scrolls).slice(0, 12);";
        let found = self.script(script, vec![]).await;
        found
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|t| t.as_str().map(str::to_owned))
            .collect()
    }

    /// Returns the process that the driver and the program run below.
    pub fn driver_process(&self) -> u32 {
        self.driver.id()
    }

    /// Ends the program as the driver does it; whatever is left ends when the window is dropped.
    pub async fn close(self) {
        answered(self.client.clone().close()).await.unwrap();
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        let group = format!("-{}", self.driver.id());
        Command::new("kill")
            .args(["-KILL", "--", &group])
            .status()
            .ok();
        self.driver.wait().ok();
    }
}

/// Waits for the driver's answer, but not for ever.
async fn answered<T>(command: impl Future<Output = T>) -> T {
    match tokio::time::timeout(SILENCE, command).await {
        Ok(answer) => answer,
        Err(_) => panic!("the driver has not answered for {SILENCE:?}"),
    }
}

async fn connect(port: u16, arguments: &[&str]) -> Client {
    let mut capabilities = fantoccini::wd::Capabilities::new();
    let options = json!({ "binary": program(), "args": arguments });
    capabilities.insert("webkitgtk:browserOptions".into(), options);
    let begun = tokio::time::Instant::now();
    loop {
        let connector = hyper_util::client::legacy::connect::HttpConnector::new();
        let mut builder = ClientBuilder::new(connector);
        let builder = builder.capabilities(capabilities.clone());
        let driver = format!("http://127.0.0.1:{port}");
        match answered(builder.connect(&driver)).await {
            Ok(client) => return client,
            Err(error) if begun.elapsed() > PATIENCE => panic!("the window does not open: {error}"),
            Err(_) => tokio::time::sleep(LOOK_AGAIN).await,
        }
    }
}

fn element_id(element: &Value) -> fantoccini::elements::ElementRef {
    const W3C_KEY: &str = "element-6066-11e4-a52e-4f735466cecf";
    element[W3C_KEY]
        .as_str()
        .unwrap_or_default()
        .to_owned()
        .into()
}

fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}
