//! What happened in the case that a release tells of: plain data, with the keys and shapes that JSON has.

use std::fmt;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Declares an enum whose values have names: in JSON, in queries and for reading.
macro_rules! named_values {
    ($(#[$of_type:meta])* $name:ident { $($(#[$of_value:meta])* $value:ident = $text:literal,)+ }) => {
        $(#[$of_type])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$of_value])* #[serde(rename = $text)] $value,)+
        }

        impl $name {
            /// Every value, in the order of this list.
            pub const ALL: &'static [$name] = &[$($name::$value),+];

            /// The name of the value.
            pub const fn name(self) -> &'static str {
                match self {
                    $($name::$value => $text,)+
                }
            }

            /// The value of this name.
            pub fn named(name: &str) -> Option<$name> {
                Self::ALL.iter().copied().find(|value| value.name() == name)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.name())
            }
        }
    };
}

named_values! {
    /// The event that a release announces as its news, roughly in the course of a case.
    Stage {
        /// A criminal complaint.
        Complaint = "complaint",
        /// An indictment, a superseding one too.
        Indictment = "indictment",
        /// A criminal information.
        Information = "information",
        /// Criminal charges, by an instrument that is not told.
        Charge = "charge",
        /// An arrest.
        Arrest = "arrest",
        /// An extradition.
        Extradition = "extradition",
        /// A plea of guilty, agreed or entered.
        Plea = "plea",
        /// A conviction by a verdict.
        Conviction = "conviction",
        /// An acquittal.
        Acquittal = "acquittal",
        /// A criminal sentence.
        Sentence = "sentence",
        /// A deferred prosecution or non-prosecution agreement.
        Agreement = "agreement",
        /// A civil or administrative complaint filed.
        Lawsuit = "lawsuit",
        /// A settlement or a consent decree.
        Settlement = "settlement",
        /// A court's civil judgment or injunction.
        Judgment = "judgment",
        /// An agency's own order, penalty, bar, exclusion or listing.
        Order = "order",
        /// The forfeiture or the return of property.
        Forfeiture = "forfeiture",
        /// Charges or a suit dismissed.
        Dismissal = "dismissal",
        /// An appeal, or a decision on one.
        Appeal = "appeal",
        /// No event of a case: a policy, an award, a report, a statement.
        Other = "other",
    }
}

named_values! {
    /// The kind of the proceeding that the announced event belongs to.
    Proceeding {
        /// A criminal case.
        Criminal = "criminal",
        /// A civil case in a court.
        Civil = "civil",
        /// A proceeding of an agency.
        Administrative = "administrative",
    }
}

named_values! {
    /// What a defendant is.
    DefendantKind {
        /// A person.
        Person = "person",
        /// A company, an office or another organization.
        Organization = "organization",
    }
}

named_values! {
    /// What a sum of money is in a case.
    AmountRole {
        /// Restitution ordered or agreed.
        Restitution = "restitution",
        /// Property ordered or agreed to be forfeited.
        Forfeiture = "forfeiture",
        /// A criminal fine.
        Fine = "fine",
        /// A civil or administrative penalty.
        Penalty = "penalty",
        /// Disgorgement.
        Disgorgement = "disgorgement",
        /// Prejudgment interest.
        Interest = "interest",
        /// What is agreed to be paid in all, or of a kind that is not told.
        Settlement = "settlement",
        /// A civil judgment in all.
        Judgment = "judgment",
        /// To victims or harmed persons, outside restitution.
        Compensation = "compensation",
        /// Bribes and kickbacks, paid or taken.
        Bribe = "bribe",
        /// What victims lost, or were meant to lose.
        Loss = "loss",
        /// What defendants made, took, stole or laundered.
        Gain = "gain",
        /// False claims submitted.
        Billed = "billed",
        /// Paid on false claims.
        Paid = "paid",
        /// Seized.
        Seized = "seized",
    }
}

/// A person or an organization against whom the case is directed.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Defendant {
    /// The fullest form in the release, without age and title.
    pub name: String,
    /// Person or organization.
    pub kind: DefendantKind,
    /// Other names: "also known as", "doing business as", nicknames.
    #[serde(default)]
    pub aliases: Vec<String>,
}

impl fmt::Display for Defendant {
    /// `Jo Doe (person), also known as Jay`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.name, self.kind)?;
        if !self.aliases.is_empty() {
            write!(f, ", also known as {}", self.aliases.join(", "))?;
        }
        Ok(())
    }
}

/// How long somebody was sent to prison. Shorter comes before longer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Imprisonment {
    /// The time already spent in custody.
    TimeServed,
    /// A number of tenths of a month.
    TenthsOfMonths(u32),
    /// For life.
    Life,
    /// To death.
    Death,
}

impl Imprisonment {
    const TIME_SERVED: &'static str = "time served";
    const LIFE: &'static str = "life";
    const DEATH: &'static str = "death";

    /// A number of whole months.
    pub const fn months(months: u32) -> Imprisonment {
        Imprisonment::TenthsOfMonths(months.saturating_mul(10))
    }
}

impl fmt::Display for Imprisonment {
    /// `41`, `0.5`, `life`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Imprisonment::TenthsOfMonths(tenths) if tenths.is_multiple_of(10) => {
                write!(f, "{}", tenths / 10)
            }
            Imprisonment::TenthsOfMonths(tenths) => write!(f, "{}.{}", tenths / 10, tenths % 10),
            Imprisonment::TimeServed => f.write_str(Imprisonment::TIME_SERVED),
            Imprisonment::Life => f.write_str(Imprisonment::LIFE),
            Imprisonment::Death => f.write_str(Imprisonment::DEATH),
        }
    }
}

impl Serialize for Imprisonment {
    /// A number of months, or a word.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match *self {
            Imprisonment::TenthsOfMonths(tenths) if tenths.is_multiple_of(10) => {
                serializer.serialize_u32(tenths / 10)
            }
            Imprisonment::TenthsOfMonths(tenths) => {
                serializer.serialize_f64(f64::from(tenths) / 10.0)
            }
            _ => serializer.collect_str(self),
        }
    }
}

impl<'de> Deserialize<'de> for Imprisonment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Written {
            Number(f64),
            Word(String),
        }
        match Written::deserialize(deserializer)? {
            Written::Number(months) => {
                let tenths = (months * 10.0).round();
                if !(0.0..=f64::from(u32::MAX)).contains(&tenths) {
                    return Err(D::Error::custom("no number of months"));
                }
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "a whole number within the range of the type"
                )]
                let tenths = tenths as u32;
                Ok(Imprisonment::TenthsOfMonths(tenths))
            }
            Written::Word(word) => match word.as_str() {
                Imprisonment::TIME_SERVED => Ok(Imprisonment::TimeServed),
                Imprisonment::LIFE => Ok(Imprisonment::Life),
                Imprisonment::DEATH => Ok(Imprisonment::Death),
                _ => Err(D::Error::custom("no length of imprisonment")),
            },
        }
    }
}

/// A sentence that a court imposed on one defendant.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Sentence {
    /// The name of the defendant, as in [`Defendant::name`].
    pub defendant: String,
    /// Imprisonment; none where there is none.
    pub months: Option<Imprisonment>,
    /// Supervised release, in months.
    pub supervised_release_months: Option<u32>,
    /// Probation, in months.
    pub probation_months: Option<u32>,
}

impl fmt::Display for Sentence {
    /// `Jo Doe: 41 months, supervised release 36 months`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut separator = ": ";
        f.write_str(&self.defendant)?;
        if let Some(imprisonment) = self.months {
            write!(f, "{separator}{imprisonment}")?;
            if matches!(imprisonment, Imprisonment::TenthsOfMonths(_)) {
                f.write_str(" months")?;
            }
            separator = ", ";
        }
        for (what, months) in [
            ("supervised release", self.supervised_release_months),
            ("probation", self.probation_months),
        ] {
            if let Some(months) = months {
                write!(f, "{separator}{what} {months} months")?;
                separator = ", ";
            }
        }
        Ok(())
    }
}

/// A sum of money that a release tells of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Amount {
    /// What the money is.
    pub role: AmountRole,
    /// In whole US dollars.
    pub value: u64,
}

impl fmt::Display for Amount {
    /// `restitution 1200000`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.role, self.value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_have_the_names_that_json_has() {
        for stage in Stage::ALL {
            let json = serde_json::to_value(stage).expect("JSON");
            assert_eq!(json, stage.name());
            assert_eq!(Stage::named(stage.name()), Some(*stage));
        }
        assert_eq!(Stage::named("verdict"), None);
    }

    #[test]
    fn months_are_numbers_and_what_has_no_number_is_a_word() {
        for (imprisonment, json) in [
            (Imprisonment::months(41), "41"),
            (Imprisonment::TenthsOfMonths(5), "0.5"),
            (Imprisonment::Life, "\"life\""),
            (Imprisonment::Death, "\"death\""),
            (Imprisonment::TimeServed, "\"time served\""),
        ] {
            assert_eq!(serde_json::to_string(&imprisonment).expect("JSON"), json);
            let read: Imprisonment = serde_json::from_str(json).expect(json);
            assert_eq!(read, imprisonment);
        }
        for wrong in ["-1", "1e20", "\"long\"", "null"] {
            assert!(
                serde_json::from_str::<Imprisonment>(wrong).is_err(),
                "{wrong}"
            );
        }
    }

    #[test]
    fn a_sentence_tells_its_parts_in_words() {
        let mut sentence = Sentence {
            defendant: "Jo Doe".to_owned(),
            months: Some(Imprisonment::months(41)),
            supervised_release_months: Some(36),
            probation_months: None,
        };
        assert_eq!(
            sentence.to_string(),
            "Jo Doe: 41 months, supervised release 36 months"
        );
        sentence.months = None;
        sentence.supervised_release_months = None;
        sentence.probation_months = Some(24);
        assert_eq!(sentence.to_string(), "Jo Doe: probation 24 months");
    }
}
