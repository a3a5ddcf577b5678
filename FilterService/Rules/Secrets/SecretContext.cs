using System.Buffers;

namespace LlmAspire.FilterService.Rules.Secrets;

/// <summary>Tells by the words before whether a run of characters that nothing else marks is a secret: the name it is assigned
/// to.</summary>
internal static class SecretContext
{
    private const int MostBetween = 12;
    private const int KeyIdLength = 20;

    private static readonly SearchValues<char> KeyId = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");

    /// <summary>Whether a secret access key of AWS is assigned here.</summary>
    /// <param name="before">The text before.</param>
    /// <returns>True when it is.</returns>
    public static bool IsAwsSecret(ReadOnlySpan<char> before)
    {
        // No word of any language has its forty characters, so that a blank is assignment enough.
        var name = NameBefore(before, mustBeAssigned: false);
        return FollowsKeyId(before) || EndsWith(name, "secretaccesskey") || EndsWith(name, "secretkey") || EndsWith(name, "awssecret") || EndsWith(name, "accesskeysecret");
    }

    /// <summary>Whether a key of an Azure account is assigned here.</summary>
    /// <param name="before">The text before.</param>
    /// <returns>True when it is.</returns>
    public static bool IsAccountKey(ReadOnlySpan<char> before)
    {
        var name = NameBefore(before, mustBeAssigned: true);
        return EndsWith(name, "accountkey") || EndsWith(name, "sharedaccesskey") || EndsWith(name, "storagekey") || EndsWith(name, "sharedsecretvalue")
            || EndsWith(name, "azureopenaikey") || EndsWith(name, "azurekeycredential") || EndsWith(name, "subscriptionkey")
            || EndsWith(name, "functionkey") || EndsWith(name, "functionskey") || EndsWith(name, "searchkey") || EndsWith(name, "cosmoskey")
            || (before.EndsWith("code=") && before.Contains("azurewebsites.net", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Whether an API key is assigned here, whoever issued it.</summary>
    /// <param name="before">The text before.</param>
    /// <returns>True when it is.</returns>
    public static bool IsApiKey(ReadOnlySpan<char> before)
    {
        var name = NameBefore(before, mustBeAssigned: true);
        return EndsWith(name, "apikey") || EndsWith(name, "apitoken");
    }

    /// <summary>Whether the signature of a shared access signature stands here.</summary>
    /// <param name="before">The text before.</param>
    /// <returns>True when it does.</returns>
    public static bool IsSignature(ReadOnlySpan<char> before) =>
        before.EndsWith("sig=", StringComparison.OrdinalIgnoreCase) && (before.Length == 4 || !char.IsAsciiLetterOrDigit(before[^5]));

    // Credentials are often passed on as a pair: the key's id, a separator, the secret.
    private static bool FollowsKeyId(ReadOnlySpan<char> before)
    {
        var id = before.TrimEnd(" \t\r\n:,;|/\"'\uFFFF");
        return before.Length > id.Length && id.Length >= KeyIdLength && id[^KeyIdLength..] is ['A', 'K' or 'S', 'I', 'A', ..]
            && id[^KeyIdLength..].IndexOfAnyExcept(KeyId) < 0;
    }

    // The letters of the name before an assignment, read without separators: "AWS_SECRET_ACCESS_KEY = '" is awssecretaccesskey.
    private static ReadOnlySpan<char> NameBefore(ReadOnlySpan<char> before, bool mustBeAssigned)
    {
        var end = before.Length;
        var least = Math.Max(0, end - MostBetween);
        var assigned = !mustBeAssigned;
        while (end > least && !char.IsAsciiLetter(before[end - 1]))
        {
            assigned |= before[--end] is '=' or ':' or '\uFFFF' or '>' or '|' or '`' or '(';
        }

        if (before[..end].EndsWith(" is", StringComparison.OrdinalIgnoreCase))
        {
            assigned = true;
            end -= 3;
        }

        return assigned ? before[..end] : default;
    }

    private static bool EndsWith(ReadOnlySpan<char> text, string expected)
    {
        for (var i = expected.Length - 1; i >= 0; i--)
        {
            text = text.TrimEnd("_-. ");
            if (text.IsEmpty || char.ToLowerInvariant(text[^1]) != expected[i])
            {
                return false;
            }

            text = text[..^1];
        }

        return true;
    }
}
