package io.ticketkit.llm.redaction;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Phone numbers: in international form, in the national forms of North America and Europe, or named as such. What is
 * named as an order or another number, and what is a date, is none.
 */
final class Phones {
    private static final Pattern CANDIDATE =
            Pattern.compile("(?<![\\p{L}\\p{N}_#+])\\+?\\(?\\d(?:[ \\u00A0./()-]{0,2}\\d){5,16}(?![\\p{L}\\p{N}_])");
    private static final Pattern DATE = Pattern.compile(
            "^(?:\\d{1,2}([./-])\\d{1,2}\\1(?:\\d{4}|\\d{2}(?![./-]?\\d))|\\d{4}([./-])\\d{2}\\2\\d{2}(?!\\d)).*");
    private static final Pattern NORTH_AMERICAN =
            Pattern.compile("\\([2-9]\\d\\d\\) ?[2-9]\\d\\d[ .-]\\d{4}|1?[ .-]?[2-9]\\d\\d([ .-])[2-9]\\d\\d\\1\\d{4}");
    /** Written without a space: of Germany, the United Kingdom, France. */
    private static final Pattern MOBILE = Pattern.compile("01[567]\\d{8,9}|07\\d{9}|0[67]\\d{8}");

    private static final String NUMBER = "(?:[ -]?(?:number|no|nr|nummer|numero|número|numéro|n°|nº))?";
    private static final Pattern NAMED_PHONE =
            Pattern.compile("(?iu)(?:phone|tel|telefon|handy|mobil|mobile|cell|fax|whatsapp"
                    + "|teléfono|telefono|móvil|celular|téléphone|portable|telefone|telemóvel|call(?: me| us)?(?: at| on| under)?"
                    + "|ll[áa]m[ae](?:me|nos)?(?: al?)?|ligue(?:-me)?(?: para| no)?|appele[rz](?:[- ](?:moi|nous))?(?: au)?)"
                    + NUMBER + "[\\s.:()=-]{0,4}(?:is|ist|lautet|es|est|é)?[\\s:]{0,2}$");
    private static final Pattern NAMED_OTHERWISE = Pattern.compile(
            "(?iu)(?:order|invoice|ticket|case|customer|account|reference|ref|number|nr|no|id|serial|tracking|article|code|error"
                    + "|bestell\\p{L}*|rechnung\\p{L}*|auftrag\\p{L}*|kunden\\p{L}*|vorgang\\p{L}*|sendung\\p{L}*|pedido|factura"
                    + "|commande|facture|fatura|encomenda|cliente|client|n[°º]|número|numéro|nummer)[^\\p{L}\\p{N}]{0,4}$");

    private Phones() {}

    static void find(String text, Hints hints, Findings findings) {
        if (hints.digits() < 6) {
            return;
        }
        Matcher matcher = CANDIDATE.matcher(text);
        while (matcher.find()) {
            // a bracket that closes later is not the number's
            boolean open = matcher.group().startsWith("(") && !matcher.group().contains(")");
            int start = matcher.start() + (open ? 1 : 0);
            if (isPhone(text.substring(start, matcher.end()), Finder.before(text, start))) {
                findings.add(Kind.PHONE, start, matcher.end());
            }
        }
    }

    private static boolean isPhone(String found, String before) {
        String digits = found.replaceAll("\\D", "");
        if (digits.length() > 15 || DATE.matcher(found).matches()) {
            return false;
        }
        if (found.startsWith("+")) {
            return digits.length() >= 8;
        }
        if (NAMED_PHONE.matcher(before).find()) {
            return true;
        }
        if (NAMED_OTHERWISE.matcher(before).find()) {
            return false;
        }
        boolean separated = digits.length() < found.length();
        return NORTH_AMERICAN.matcher(found).matches()
                || digits.matches("00[1-9]\\d{7,12}")
                || (separated && digits.matches("0[1-9]\\d{7,10}"))
                || MOBILE.matcher(found).matches();
    }
}
