namespace LlmAspire.Signals.Refined.Text;

/// <summary>Lower case without accents: people leave accents out, and packs need not list both spellings.</summary>
internal static class Folding
{
    private const int TableSize = 0x250;

    private static readonly (string Letters, char Plain)[] Accents =
    [
        ("àáâãäåāăąÀÁÂÃÄÅĀĂĄ", 'a'), ("çćĉċčÇĆĈĊČ", 'c'), ("ďđĎĐ", 'd'), ("èéêëēĕėęěÈÉÊËĒĔĖĘĚ", 'e'), ("ĝğġģĜĞĠĢ", 'g'),
        ("ìíîïĩīĭįıÌÍÎÏĨĪĬĮİ", 'i'), ("łľĺļŁĽĹĻ", 'l'), ("ñńņňÑŃŅŇ", 'n'), ("òóôõöøōŏőÒÓÔÕÖØŌŎŐ", 'o'), ("ŕŗřŔŖŘ", 'r'),
        ("śŝşšŚŜŞŠß", 's'), ("ţťŧŢŤŦ", 't'), ("ùúûüũūŭůűųÙÚÛÜŨŪŬŮŰŲ", 'u'), ("ýÿŷÝŸŶ", 'y'), ("źżžŹŻŽ", 'z'),
    ];

    private static readonly char[] Table = Build();

    /// <summary>The plain lower-case form of a letter; anything else as it is.</summary>
    public static char Plain(char letter) => letter < TableSize ? Table[letter] : char.ToLowerInvariant(letter);

    /// <summary>True for the scripts whose words stand without blanks: each of their characters is a word of its own here.</summary>
    public static bool StandsAlone(char letter) => letter >= 0x2E80 && letter is
        (>= '\u2E80' and <= '\u2FDF') or (>= '\u3040' and <= '\u30FF') or (>= '\u3400' and <= '\u9FFF') or (>= '\uF900' and <= '\uFAFF');

    private static char[] Build()
    {
        var table = new char[TableSize];
        for (var letter = 0; letter < TableSize; letter++)
        {
            table[letter] = char.ToLowerInvariant((char)letter);
        }

        foreach (var (letters, plain) in Accents)
        {
            foreach (var letter in letters)
            {
                table[letter] = plain;
            }
        }

        return table;
    }
}
