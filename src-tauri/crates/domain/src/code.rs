//! The macro behind every closed list of values: an enum, its order, its stored name.

/// Declares a closed list of values with a stored name (snake case), an order and a default (the first value).
#[macro_export]
macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $(#[$fdoc:meta])* $first:ident, $($(#[$vdoc:meta])* $variant:ident),* $(,)? }) => {
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord,
            serde::Serialize, serde::Deserialize, ts_rs::TS,
        )]
        #[serde(rename_all = "snake_case")]
        pub enum $name {
            $(#[$fdoc])*
            #[default]
            $first,
            $($(#[$vdoc])* $variant,)*
        }

        impl $name {
            /// Every value, in the order it is shown.
            pub const ALL: &'static [$name] = &[$name::$first, $($name::$variant),*];

            /// Returns the stored name, which is also the last part of its text key.
            pub fn code(self) -> String {
                match serde_json::to_value(self) {
                    Ok(serde_json::Value::String(name)) => name,
                    _ => String::new(),
                }
            }
        }
    };
}
