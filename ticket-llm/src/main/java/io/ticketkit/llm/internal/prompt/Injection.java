package io.ticketkit.llm.internal.prompt;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Suspects that a text speaks to the model rather than to people: that it tells it to forget its instructions, to be
 * somebody else, to tell its prompt, or what to answer, in five languages. A suspicion is no proof, and no defence either: it
 * only makes a person look.
 */
final class Injection {
    private static final String WITHIN = "[^.!?]{0,40}?\\b";

    private static final List<Pattern> PHRASES = List.of(
            forget(
                    "ignore|disregard|forget|override|bypass",
                    "previous|prior|above|earlier|preceding|all|any|your|system|these|those",
                    "instructions?|prompts?|rules|directions|guidelines|directives"),
            forget(
                    "ignorier\\w*|vergiss|vergessen sie|missachte\\w*|uebergeh\\w*",
                    "vorherig\\w*|bisherig\\w*|obig\\w*|alle|vorangegangen\\w*|vorigen?|deine\\w*|diese",
                    "anweisung\\w*|instruktion\\w*|befehle?|regeln|vorgaben|prompts?"),
            forget(
                    "ignor[ae]\\w*|olvid[ae]\\w*|descart[ae]\\w*|omite|haz caso omiso",
                    "anterior\\w*|previas?|todas|tus|sistema|de arriba",
                    "instruccion\\w*|reglas|ordenes|indicaciones|prompts?"),
            forget(
                    "ignore[zr]?|oublie[zr]?|neglige[zr]?|ne tiens? pas compte|ne tenez pas compte",
                    "precedent\\w*|anterieur\\w*|ci-dessus|toutes|tes|vos|systeme",
                    "instructions?|consignes?|regles|directives|prompts?"),
            forget(
                    "ignor[ae]\\w*|esquec[ae]\\w*|desconsider\\w*|descart[ae]\\w*",
                    "anterior\\w*|previas?|acima|todas|suas|tuas|sistema",
                    "instruc\\w*|regras|ordens|orientac\\w*|prompts?"),
            compile(
                    "\\byou are (?:now|no longer|henceforth) (?:an? |the |my )?(?:ai|assistant|bot|chatbot|model|dan|jailbr\\w*|system|root|developer mode|unrestricted)\\b"),
            compile(
                    "\\bdu bist (?:jetzt|nun|ab jetzt|ab sofort|nicht mehr) (?:eine?n? |der |die |das )?(?:ki|assistent\\w*|bot|chatbot|modell|system)\\b"),
            compile(
                    "\\b(?:ahora eres|tu es (?:maintenant|desormais)|vous etes (?:maintenant|desormais)|agora (?:voce e|tu es)) (?:una?|une?|uma?|o|el|le|la)? ?(?:ia|ai|asistente|assistante?|bot|modelo|modele|sistema|systeme)\\b"),
            compile("\\b(?:reveal|print|repeat|output|leak|show me|tell me)\\b" + WITHIN
                    + "(?:your|system|hidden|initial)\\b[^.!?]{0,20}?\\b(?:prompt|instructions)\\b"),
            compile("\\b(?:zeig|nenn|verrat|gib)\\w*\\b" + WITHIN
                    + "(?:dein\\w*|system)\\b[^.!?]{0,20}?\\b(?:prompt|systemprompt|anweisungen)\\b"),
            compile(
                    "\\b(?:new|updated|neue|nuevas|nouvelles|novas) (?:system )?(?:instructions?|anweisung\\w*|instruccion\\w*|instruco\\w*) ?:"),
            // what to answer
            compile(
                    "[\"'{]\\s?(?:priority|category|urgency|sentiment|priority_confidence|category_confidence)[\"']\\s?:"),
            compile(
                    "\\b(?:set|classify|mark|label|rate|assign)\\b" + WITHIN
                            + "(?:priority|category|urgency|confidence)\\b ?(?:to|as|=|:) ?[\"']?(?:critical|urgent|low|medium|high|billing|technical|account|general|\\d)"),
            compile("\\bclassify (?:this|it|the|my)\\b[^.!?]{0,20}? as\\b"),
            compile(
                    "\\b(?:setz\\w*|stuf\\w*|klassifizier\\w*)\\b" + WITHIN
                            + "(?:prioritaet|prioritat|kategorie|dringlichkeit)\\b[^.!?]{0,10}?\\b(?:auf|als) ?[\"']?(?:kritisch|critical|niedrig|low|hoch|high|mittel|\\d)"),
            compile(
                    "\\b(?:establece|pon|asigna|clasifica|definis|mets|classe|attribue|defina|coloque|classifique)\\b"
                            + WITHIN
                            + "(?:prioridad|categoria|urgencia|priorite|categorie|urgence|prioridade)\\b[^.!?]{0,10}?\\b(?:a|en|como|sur|comme|em|para|critica|critique)\\b"),
            compile(
                    "\\b(?:respond|reply|answer|return|output)\\b[^.!?]{0,20}?\\b(?:only|just|exactly|nothing but|solely)\\b[^.!?]{0,30}?(?:\\bjson\\b|\\{)"),
            compile(
                    "\\b(?:antworte|antworten sie|responde|reponds|repondez|responda)\\b[^.!?]{0,20}?\\b(?:nur|ausschliesslich|solo|solamente|uniquement|seulement|apenas|somente)\\b[^.!?]{0,30}?(?:\\bjson\\b|\\{)"),
            compile("\\b(?:jailbreak|prompt injection) (?:mode|successful|enabled|activated)\\b"));

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    /** One of these stands in every text that a phrase can be found in. */
    private static final Pattern STEMS = Pattern.compile(
            "instr|prompt|r[eu]g|rul|direct|guid|anweis|befehl|vorgab|orden|indic|consig|orient|you are|du bist|eres|tu es|vous etes|agora"
                    + "|prior|categ|kateg|urgen|dringl|sentim|confid|classif|json|\\{");

    private Injection() {}

    /** Somebody tells to forget, and what: both orders of noun and adjective are said. */
    private static Pattern forget(String verb, String which, String what) {
        return compile("\\b(?:" + verb + ")\\b" + WITHIN + "(?:(?:" + which + ")\\b" + WITHIN + "(?:" + what
                + ")\\b|(?:" + what + ")\\b" + WITHIN + "(?:" + which + ")\\b)");
    }

    private static Pattern compile(String expression) {
        return Pattern.compile(expression);
    }

    /** @param text without invisible characters */
    static boolean suspected(String text) {
        String plain = normal(text);
        return RoleMarkers.found(text)
                || (STEMS.matcher(plain).find()
                        && PHRASES.stream()
                                .anyMatch(phrase -> phrase.matcher(plain).find()));
    }

    /** Small letters without accents, single spaces. */
    private static String normal(String text) {
        boolean ascii = text.chars().allMatch(c -> c < 128);
        String plain = ascii
                ? text
                : MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD))
                        .replaceAll("");
        return plain.toLowerCase(Locale.ROOT).replace("ß", "ss").replaceAll("\\s+", " ");
    }
}
