//! 書きかけ: kept in the book while a form is written, given back after a lock or a crash, to the one who wrote it.

use domain::draft::KeptForm;
use domain::user::Role;

use crate::failure::Failure;
use crate::host::Scene;
use crate::program::Program;

/// Between the key of whoever writes and the name of the form.
const OWNER: &str = "/";

/// Answers what was being written when the book was closed.
pub(crate) fn drafts(program: &Program, (): ()) -> Result<Vec<KeptForm>, Failure> {
    program.with_book(|book, scene| {
        let mine = own(scene, "");
        let kept = book.drafts()?.into_iter();
        Ok(kept
            .filter_map(|kept| match kept.form.strip_prefix(&mine) {
                Some(form) => Some(KeptForm {
                    form: form.to_owned(),
                    ..kept
                }),
                // From before the book knew its users: then the 代表 wrote alone.
                None => (scene.me.role == Role::Lead && !kept.form.contains(OWNER)).then_some(kept),
            })
            .collect())
    })
}

/// Returns the name under which the form of somebody is kept.
fn own(scene: &Scene<'_>, form: &str) -> String {
    format!("{}{OWNER}{form}", scene.me.id)
}

/// Keeps what a form holds.
pub(crate) fn keep_draft(program: &Program, form: KeptForm) -> Result<(), Failure> {
    if form.form.is_empty() {
        return Err(Failure::not_found());
    }
    program.with_book(|book, scene| {
        let form = KeptForm {
            form: own(scene, &form.form),
            ..form
        };
        Ok(book.keep_draft(&form, scene.now)?)
    })
}

/// Forgets what a form held.
pub(crate) fn drop_draft(program: &Program, form: String) -> Result<(), Failure> {
    program.with_book(|book, scene| {
        book.drop_draft(&form)?;
        Ok(book.drop_draft(&own(scene, &form))?)
    })
}
