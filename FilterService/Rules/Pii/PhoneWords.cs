using System.Buffers;
using System.Collections.Frozen;

namespace LlmAspire.FilterService.Rules.Pii;

/// <summary>Tells by the words before whether a bare number is a phone number or one of another kind.</summary>
internal static class PhoneWords
{
    private const int MostWords = 4;

    // Less than is kept of a streamed text, so that the answer is the same for one that comes whole.
    private const int MostCharacters = 100;

    private static readonly FrozenSet<string> Phone = Set(
        "tel", "tel.", "telephone", "phone", "phones", "mobile", "mobil", "cell", "cellphone", "fax", "whatsapp", "sms", "dial", "hotline", "telefon",
        "telefonnummer", "handy", "handynummer", "rufnummer", "mobilnummer", "téléphone", "telefono", "teléfono", "móvil", "cellulare", "portable",
        "appelez", "llame", "llama", "llámame", "anrufen", "call", "reach", "contact", "text", "phone_number", "phonenumber", "contact_phone", "tél", "tél.", "fon", "telefoon",
        "office", "büro", "kontakt", "contatto", "contacto", "contato",
        "ph", "ph.", "mob", "mob.", "cell.", "landline", "telno", "telnr", "telefone", "fone", "celular", "telemóvel", "ligue", "chame", "tlf", "tlf.",
        "mobiel", "gsm", "natel", "kom", "kom.", "komórka", "numer", "zadzwoń", "chiama", "chiamami", "chiamare", "rappelez", "joindre", "ring", "telefonisch");

    // Scripts without blanks: a word of theirs is found at the end of what stands before.
    private static readonly string[] PhoneEnds =
    [
        "电话", "電話", "手机", "手機", "号码", "號碼", "手机号", "拨打", "撥打", "致电", "致電", "携帯", "番号", "传真", "傳真", "전화", "전화번호", "휴대폰",
    ];

    // Words that may stand between such a word and its number.
    private static readonly FrozenSet<string> Between = Set(
        "me", "us", "him", "her", "them", "at", "on", "is", "number", "no", "no.", "nr", "nr.", "unter", "ist", "au", "al", "le", "est", "es", "the",
        "numéro", "número", "number:", "now", "my", "your", "office", "home", "work", "to", "und", "and", "or", "oder");

    private static readonly FrozenSet<string> Someones = Set("my", "your", "his", "her", "our", "their");

    private static readonly SearchValues<char> Punctuation = SearchValues.Create(" \t\n\r\"'=:(),*`>-|\u00A0\uFFFF\uFF1A\uFF08");
    private static readonly SearchValues<char> WordEnds = SearchValues.Create(" \t\n\r\"'=:(),*`<>|\u00A0\uFFFF\uFF1A\uFF08");

    private static readonly string[] Others =
    [
        "isbn", "isbn-10", "ean", "upc", "gtin", "sku", "order", "invoice", "ticket", "tracking", "ref", "reference", "id", "number", "nummer",
        "bestellung", "rechnung", "commande", "facture", "pedido", "factura", "ordine", "account", "konto", "serial", "part", "case", "#", "nr", "no",
        "iva", "vat", "siret", "siren", "abn", "code", "pin", "lot", "batch", "charge", "artikel", "article", "item", "订单号", "单号", "编号",
    ];

    /// <summary>Whether the words before announce a phone number.</summary>
    /// <param name="before">The text before the number.</param>
    /// <returns>True when they do.</returns>
    public static bool Precede(ReadOnlySpan<char> before)
    {
        before = before[Math.Max(0, before.Length - MostCharacters)..];
        for (var i = 0; i < MostWords; i++)
        {
            var word = LastWord(ref before);
            if (Contains(Phone, word) || EndsWithPhone(word))
            {
                return true;
            }

            if (word.IsEmpty || !Contains(Between, word))
            {
                return false;
            }

            if (IsNumberOfSomeone(word, before))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the word before announces a number of another kind, such as that of an order.</summary>
    /// <param name="before">The text before the number.</param>
    /// <returns>True when it does.</returns>
    public static bool NameAnotherNumber(ReadOnlySpan<char> before)
    {
        var rest = before[Math.Max(0, before.Length - MostCharacters)..];
        var word = LastWord(ref rest);
        if (Precede(before))
        {
            return false;
        }

        foreach (var other in Others)
        {
            if (word.TrimEnd('.').EndsWith(other, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static bool EndsWithPhone(ReadOnlySpan<char> word)
    {
        if (word.IsEmpty || char.IsAscii(word[^1]))
        {
            return false;
        }

        foreach (var end in PhoneEnds)
        {
            if (word.EndsWith(end))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsNumberOfSomeone(ReadOnlySpan<char> word, ReadOnlySpan<char> before) =>
        word.Equals("number", StringComparison.OrdinalIgnoreCase) && Contains(Someones, LastWord(ref before));

    private static ReadOnlySpan<char> LastWord(ref ReadOnlySpan<char> before)
    {
        before = before[..(before.LastIndexOfAnyExcept(Punctuation) + 1)];
        var start = before.LastIndexOfAny(WordEnds) + 1;
        var word = before[start..];
        before = before[..start];

        // A bullet or an emoji before a word is none of its letters.
        while (word.Length > 1 && !char.IsLetterOrDigit(word[0]) && word[0] != '#')
        {
            word = word[1..];
        }

        return word;
    }

    private static bool Contains(FrozenSet<string> words, ReadOnlySpan<char> word) => words.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);

    private static FrozenSet<string> Set(params string[] words) => words.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
