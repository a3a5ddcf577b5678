using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;

namespace LlmAspire.MockLlm.Calls;

/// <summary>Copies the headers of a request for others to see.</summary>
internal static class CallHeaders
{
    private const int ShownHashDigits = 32;

    private static readonly FrozenSet<string> Credentials = new[]
    {
        "authorization", "proxy-authorization", "x-api-key", "api-key", "cookie", "x-goog-api-key",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Copies headers; of a credential only its hash.</summary>
    /// <param name="headers">The headers.</param>
    /// <returns>Names in lower case and values.</returns>
    public static IReadOnlyDictionary<string, string> Copy(IHeaderDictionary headers) => headers.ToDictionary(
        header => header.Key.ToLowerInvariant(),
        header => Credentials.Contains(header.Key) ? Hash(header.Value.ToString()) : header.Value.ToString());

    /// <summary>What is shown of a credential.</summary>
    /// <param name="value">The header's value.</param>
    /// <returns><c>sha256:</c> and the first half of the digest in lower-case hex.</returns>
    public static string Hash(string value) =>
        "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(value)))[..ShownHashDigits];
}
