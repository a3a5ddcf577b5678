using System.Buffers;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The form of a resource's name, which becomes a host name, a configuration key and part of variable names.</summary>
internal static class ResourceNames
{
    private const int MaxLength = 64;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-");

    /// <summary>How resource names are compared.</summary>
    public static StringComparer Comparer => StringComparer.OrdinalIgnoreCase;

    /// <summary>Throws when <paramref name="name"/> is not a resource name.</summary>
    /// <param name="name">The name to check.</param>
    /// <exception cref="ArgumentException">The name has another form.</exception>
    public static void ThrowIfInvalid(string name)
    {
        var valid = name.Length is > 0 and <= MaxLength
            && char.IsAsciiLetter(name[0])
            && !name.EndsWith('-')
            && !name.Contains("--", StringComparison.Ordinal)
            && !name.AsSpan().ContainsAnyExcept(Allowed);
        if (!valid)
        {
            throw new ArgumentException(
                $"'{name}' is not a resource name: 1 to {MaxLength} ASCII letters, digits and single hyphens, "
                + "beginning with a letter and not ending in a hyphen.",
                nameof(name));
        }
    }
}
