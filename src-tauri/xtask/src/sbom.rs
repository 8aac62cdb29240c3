//! The list of what a bundle is made of (SBOM), in CycloneDX 1.5: one file for the program, one for its pages. Nothing in the
//! first depends on day or machine, so that two of one commit are equal.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::Write as _;
use std::process::Command;

use serde_json::{Value, json};

use crate::shell::{Outcome, root};

/// Where the lists lie, from the root.
const PLACE: &str = "target/release/bundle";

/// The package a bundle is of.
const PROGRAM: &str = "shell";

/// Writes both lists beside the installers.
///
/// # Errors
/// When cargo or npm do not answer, or a file cannot be written.
pub(crate) fn sbom(_arguments: &[String]) -> Outcome {
    let of_program = program()?;
    // The pages and what builds them, as the lock file says.
    let of_pages = answer(
        "ui",
        "npm",
        &["sbom", "--sbom-format", "cyclonedx", "--package-lock-only"],
    )?;
    keep("sasaecho.cdx.json", &of_program)?;
    keep("sasaecho-pages.cdx.json", &of_pages)
}

fn keep(name: &str, list: &Value) -> Outcome {
    let path = root().join(PLACE).join(name);
    let text = serde_json::to_string_pretty(list).map_err(|error| error.to_string())?;
    std::fs::create_dir_all(root().join(PLACE)).map_err(|error| format!("{PLACE}: {error}"))?;
    let written = File::create(&path).and_then(|mut file| writeln!(file, "{text}"));
    written.map_err(|error| format!("{name}: {error}"))?;
    eprintln!("» {PLACE}/{name}");
    Ok(())
}

fn answer(folder: &str, program: &str, arguments: &[&str]) -> Result<Value, String> {
    let told = Command::new(program)
        .args(arguments)
        .current_dir(root().join(folder))
        .output()
        .map_err(|error| format!("«{program}» could not be started: {error}"))?;
    serde_json::from_slice(&told.stdout).map_err(|error| {
        let why = String::from_utf8_lossy(&told.stderr);
        format!(
            "«{program} {}» did not answer: {error}\n{why}",
            arguments.join(" ")
        )
    })
}

/// The crates the program is linked from on this system, with their sums from Cargo.lock.
fn program() -> Result<Value, String> {
    let host = host()?;
    let all = answer(
        "",
        "cargo",
        &[
            "metadata",
            "--format-version",
            "1",
            "--locked",
            "--filter-platform",
            &host,
        ],
    )?;
    let packages: BTreeMap<&str, &Value> = list(&all["packages"])
        .map(|package| (text(&package["id"]), package))
        .collect();
    let nodes: BTreeMap<&str, &Value> = list(&all["resolve"]["nodes"])
        .map(|node| (text(&node["id"]), node))
        .collect();
    let first = packages
        .iter()
        .find(|(_, package)| text(&package["name"]) == PROGRAM)
        .map(|(id, _)| *id)
        .ok_or("the package of the program is not there")?;
    let linked = linked_from(first, &nodes);
    let sums = sums()?;
    let others = || linked.iter().filter(|id| **id != first);
    let components: Vec<Value> = others()
        .filter_map(|id| packages.get(id))
        .map(|package| component(package, &sums))
        .collect();
    let dependencies: Vec<Value> = linked
        .iter()
        .map(|id| {
            let on: Vec<String> = needs(id, &nodes)
                .map(|id| name_of(packages.get(id)))
                .collect();
            json!({ "ref": name_of(packages.get(id)), "dependsOn": on })
        })
        .collect();
    let version = packages.get(first).map(|package| text(&package["version"]));
    Ok(json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": { "component": {
            "type": "application",
            "bom-ref": name_of(packages.get(first)),
            "name": "sasaecho",
            "version": version,
        }},
        "components": components,
        "dependencies": dependencies,
    }))
}

/// The system cargo builds for.
fn host() -> Result<String, String> {
    let told = Command::new("rustc")
        .arg("-vV")
        .output()
        .map_err(|error| format!("«rustc» could not be started: {error}"))?;
    let told = String::from_utf8_lossy(&told.stdout).into_owned();
    let line = told.lines().find_map(|line| line.strip_prefix("host: "));
    line.map(str::to_owned)
        .ok_or_else(|| "rustc does not name its system".to_owned())
}

/// Everything a package is linked with, itself included: what is only built or tested with is not in the bundle.
fn linked_from<'a>(first: &'a str, nodes: &BTreeMap<&'a str, &'a Value>) -> BTreeSet<&'a str> {
    let mut found = BTreeSet::from([first]);
    let mut open = vec![first];
    while let Some(id) = open.pop() {
        for next in needs(id, nodes) {
            if found.insert(next) {
                open.push(next);
            }
        }
    }
    found
}

fn needs<'a>(
    id: &str,
    nodes: &BTreeMap<&'a str, &'a Value>,
) -> impl Iterator<Item = &'a str> + use<'a> {
    let own = nodes.get(id).map_or(&Value::Null, |node| &node["deps"]);
    let is_linked = |it: &&Value| list(&it["dep_kinds"]).any(|kind| kind["kind"].is_null());
    list(own).filter(is_linked).map(|it| text(&it["pkg"]))
}

fn component(package: &Value, sums: &BTreeMap<String, String>) -> Value {
    let name = name_of(Some(&package));
    let mut told = json!({
        "type": "library",
        "bom-ref": name,
        "name": package["name"],
        "version": package["version"],
        "purl": name,
    });
    if let Some(licence) = package["license"].as_str() {
        let expression = licence.replace(" / ", " OR ").replace('/', " OR ");
        told["licenses"] = json!([{ "expression": expression }]);
    }
    let key = format!("{} {}", text(&package["name"]), text(&package["version"]));
    if let Some(sum) = sums.get(&key) {
        told["hashes"] = json!([{ "alg": "SHA-256", "content": sum }]);
    }
    told
}

/// The name of a package as package URLs write it.
fn name_of(package: Option<&&Value>) -> String {
    let part = |key: &str| package.map_or("", |it| text(&it[key]));
    format!(
        "pkg:cargo/{}@{}",
        part("name"),
        part("version").replace('+', "%2B")
    )
}

/// The sums of Cargo.lock by name and version.
fn sums() -> Result<BTreeMap<String, String>, String> {
    let lock = std::fs::read_to_string(root().join("Cargo.lock"))
        .map_err(|error| format!("Cargo.lock: {error}"))?;
    let of = |entry: &str, key: &str| {
        let mut lines = entry.lines();
        let line = lines.find_map(|line| line.strip_prefix(key));
        line.map(|line| line.trim_matches('"').to_owned())
    };
    let sum = |entry: &str| {
        let key = format!("{} {}", of(entry, "name = ")?, of(entry, "version = ")?);
        Some((key, of(entry, "checksum = ")?))
    };
    Ok(lock.split("[[package]]").filter_map(sum).collect())
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_of_the_program_names_what_it_needs_once_and_with_its_sum() {
        let list_of = program().unwrap_or_else(|why| panic!("{why}"));
        let components: Vec<&Value> = list(&list_of["components"]).collect();
        let names: BTreeSet<&str> = components.iter().map(|it| text(&it["bom-ref"])).collect();
        assert_eq!(names.len(), components.len(), "each once");
        let has = |name: &str| {
            names
                .iter()
                .any(|it| it.starts_with(&format!("pkg:cargo/{name}@")))
        };
        assert!(has("tauri") && has("rusqlite") && has("typst") && !has("proptest"));
        let of_others = components.iter().filter(|it| it["hashes"].is_null());
        let own: Vec<&str> = of_others.map(|it| text(&it["name"])).collect();
        assert!(
            own.len() < 12 && own.contains(&"domain"),
            "without a sum are our own: {own:?}"
        );
        for dependency in list(&list_of["dependencies"]) {
            for on in list(&dependency["dependsOn"]) {
                assert!(names.contains(text(on)), "{on} is named");
            }
        }
    }
}
