//! British and American spellings of English, which are one word to a search.
//!
//! The tables give a beginning or ending of a word and what it is read as: beginnings as Americans
//! write them, `-ize` as `-ise`, which no other word has. The index has
//! them, so that `static/js/find.js` reads the words of a query in the same way. What a spelling is
//! folded to need not be a word: it is only compared.

use std::borrow::Cow;

/// Beginnings of words. The first that fits is replaced.
pub(super) const BEGINNINGS: &str = "\
     acknowledgement=acknowledgment aesthe=esthe ageing=aging aluminium=aluminum anaem=anem anaesth=anesth \
     analogu=analog archaeo=archeo artefact=artifact burnt=burned caesium=cesium catalogu=catalog \
     centred=centered centre=center centring=centering coeliac=celiac cosy=cozy counsell=counsel \
     defenc=defens dialogu=dialog diarrhoea=diarrhea dreamt=dreamed encyclopaed=encycloped \
     enquir=inquir enrolment=enrollment faec=fec fibre=fiber foet=fet fuell=fuel \
     fulfilment=fulfillment grey=gray gynaec=gynec haem=hem homoeo=homeo instalment=installment \
     jewellery=jewelry judgement=judgment learnt=learned leukaem=leukem licenc=licens litre=liter \
     manoeuvre=maneuver manoeuvring=maneuvering mediaev=mediev metre=meter mould=mold moustache=mustache oesoph=esoph oestr=estr \
     offenc=offens orthopaed=orthoped paediatr=pediatr palaeo=paleo plough=plow practis=practic \
     pretenc=pretens programm=program pyjama=pajama sceptic=skeptic skilful=skillful smoulder=smolder \
     sombre=somber spectre=specter spelt=spelled spoilt=spoiled sulph=sulf theatre=theater wilful=willful \
     woollen=woolen yoghurt=yogurt";

/// Endings of words, the longest first. The first that fits is replaced if a vowel precedes it.
pub(super) const ENDINGS: &str = "\
     izational=isational izations=isations ization=isation izable=isable izers=isers izer=iser izing=ising \
     ized=ised izes=ises ize=ise iz=is yzers=ysers yzer=yser yzing=ysing yzed=ysed yzes=yses yze=yse yz=ys \
     ourhoods=orhoods ourhood=orhood ourfully=orfully ourful=orful ourless=orless ourable=orable \
     ourably=orably ourings=orings ouring=oring ourers=orers ourer=orer ourites=orites ourite=orite \
     ourists=orists ourist=orist ourism=orism ourally=orally oural=oral oury=ory oured=ored ours=ors our=or \
     metres=meters metre=meter litres=liters litre=liter centres=centers centre=center";

/// A word in the spelling by which it is compared. Takes words of lower-case ASCII letters.
pub(super) fn folded(word: &str) -> Cow<'_, str> {
    let mut word = Cow::Borrowed(word);
    for (from, to) in pairs(BEGINNINGS) {
        if let Some(rest) = word.strip_prefix(from) {
            word = format!("{to}{rest}").into();
            break;
        }
    }
    for (from, to) in pairs(ENDINGS) {
        if let Some(before) = word.strip_suffix(from) {
            if before.contains(['a', 'e', 'i', 'o', 'u']) {
                word = format!("{before}{to}").into();
            }
            break;
        }
    }
    word
}

fn pairs(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    table.split(' ').filter_map(|pair| pair.split_once('='))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folded_has_one_spelling_for_both_sides_of_the_atlantic() {
        for (british, american) in [
            ("licence", "license"),
            ("licences", "licenses"),
            ("organisation", "organization"),
            ("organised", "organized"),
            ("analysing", "analyzing"),
            ("behaviours", "behaviors"),
            ("colourful", "colorful"),
            ("neighbourhood", "neighborhood"),
            ("favourite", "favorite"),
            ("centre", "center"),
            ("centred", "centered"),
            ("kilometres", "kilometers"),
            ("defence", "defense"),
            ("artefacts", "artifacts"),
            ("manoeuvre", "maneuver"),
            ("practised", "practiced"),
            ("judgement", "judgment"),
        ] {
            assert_eq!(folded(british), folded(american));
        }
    }

    #[test]
    fn folded_keeps_words_that_only_look_like_it() {
        for word in ["size", "prize", "hour", "four", "tour", "flour", "source", "course", "acre"] {
            assert_eq!(folded(word), word);
        }
    }
}
