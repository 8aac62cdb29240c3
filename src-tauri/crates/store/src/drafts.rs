//! 書きかけ: what a form holds and nobody has saved yet. It lies in the encrypted book and in no journal, and goes with the save.

use chrono::{DateTime, Utc};
use domain::draft::KeptForm;

use crate::{Book, StoreError};

impl Book {
    /// Keeps what a form holds, in the place of what it held before.
    pub fn keep_draft(&self, form: &KeptForm, at: DateTime<Utc>) -> Result<(), StoreError> {
        let fields = serde_json::to_string(&form.fields).map_err(StoreError::fault)?;
        self.connection()?
            .prepare_cached(
                "INSERT INTO \"draft\" (\"form\", \"fields\", \"kept_at\") VALUES (?1, ?2, ?3)
                 ON CONFLICT (\"form\") DO UPDATE SET \"fields\" = ?2, \"kept_at\" = ?3",
            )?
            .execute([form.form.as_str(), &fields, &at.to_rfc3339()])?;
        Ok(())
    }

    /// Forgets what a form held: it is saved, or was given up.
    pub fn drop_draft(&self, form: &str) -> Result<(), StoreError> {
        self.connection()?
            .prepare_cached("DELETE FROM \"draft\" WHERE \"form\" = ?1")?
            .execute([form])?;
        Ok(())
    }

    /// Returns what was being written when the book was closed, the newest first.
    pub fn drafts(&self) -> Result<Vec<KeptForm>, StoreError> {
        let connection = self.connection()?;
        let mut statement = connection.prepare_cached(
            "SELECT \"form\", \"fields\" FROM \"draft\" ORDER BY \"kept_at\" DESC, \"form\"",
        )?;
        let mut rows = statement.query([])?;
        let mut kept = Vec::new();
        while let Some(row) = rows.next()? {
            let fields: String = row.get(1)?;
            kept.push(KeptForm {
                form: row.get(0)?,
                // A draft that cannot be read is nobody's record: it is left out, never in the way of the book.
                fields: serde_json::from_str(&fields).unwrap_or_default(),
            });
        }
        Ok(kept)
    }
}
