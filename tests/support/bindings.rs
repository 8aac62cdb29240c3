//! Writes the TypeScript types of every call into one folder.

use std::fmt::Write as _;
use std::path::Path;

use ts_rs::{Config, TS};

/// Writes the bindings into `folder`, which is made if it is missing.
///
/// # Errors
/// When a type cannot be written or the folder is not writable.
pub fn write_bindings(folder: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let config = Config::new().with_out_dir(folder).with_large_int("number");
    app::calls::Asks::export_all(&config)?;
    app::calls::Acts::export_all(&config)?;
    app::calls::Files::export_all(&config)?;
    app::failure::Failure::export_all(&config)?;
    domain::vault::Done::<()>::export_all(&config)?;
    let mut reads = String::from(
        "// This file was generated. Which kinds of record each question reads.\n\
         import type { Asks } from \"./Asks\";\nimport type { Kind } from \"./Kind\";\n\n\
         export const reads: Record<keyof Asks, Kind[]> = {\n",
    );
    for (ask, kinds) in app::calls::READS {
        let names: Vec<String> = kinds
            .iter()
            .map(|kind| format!("\"{}\"", kind.code()))
            .collect();
        writeln!(reads, "  {ask}: [{}],", names.join(", "))?;
    }
    reads.push_str("};\n");
    write_needs(folder)?;
    std::fs::File::create(folder.join("reads.ts"))
        .and_then(|mut file| std::io::Write::write_all(&mut file, reads.as_bytes()))?;
    Ok(())
}

fn write_needs(folder: &Path) -> std::io::Result<()> {
    let mut needs = String::from(
        "// This file was generated. Which right each call needs.\n\
         import type { Acts } from \"./Acts\";\nimport type { Asks } from \"./Asks\";\n\
         import type { Files } from \"./Files\";\nimport type { Right } from \"./Right\";\n\n\
         /** The name of a call. */\n\
         export type Call = keyof Asks | keyof Acts | keyof Files;\n\n\
         export const needs: Record<Call, Right> = {\n",
    );
    for (call, right) in app::calls::NEEDS {
        needs.push_str(&format!("  {call}: \"{}\",\n", right.code()));
    }
    needs.push_str("};\n");
    std::fs::File::create(folder.join("needs.ts"))
        .and_then(|mut file| std::io::Write::write_all(&mut file, needs.as_bytes()))
}
