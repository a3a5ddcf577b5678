using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace LlmAspire.Gateway.Authentication;

/// <summary>
/// The keys that open the gateway. A presented key is hashed and compared with every configured hash in constant time, so that neither the
/// time taken nor the order of the keys tells anything. Immutable and thread-safe.
/// </summary>
internal sealed class ApiKeyRing
{
    private const string ApiKeyHeader = "x-api-key";
    private const string Scheme = "Bearer ";
    private const int MaxKeyBytes = 4096;

    private readonly (byte[] Hash, Caller Caller)[] _keys;

    /// <summary>The configured keys.</summary>
    /// <param name="options">Validated settings.</param>
    public ApiKeyRing(IOptions<AuthenticationOptions> options) =>
        _keys = [.. options.Value.ApiKeys.Select(key => (Convert.FromHexString(key.Sha256), new Caller(key.Name)))];

    /// <summary>Whether calls need no key.</summary>
    public bool IsAnonymous => _keys.Length == 0;

    /// <summary>Whose key a request carries.</summary>
    /// <param name="headers">The request's headers: <c>Authorization: Bearer</c>, or <c>x-api-key</c>.</param>
    /// <returns>The caller, null when no header holds a key of ours.</returns>
    public Caller? Find(IHeaderDictionary headers) => Find(headers.Authorization, Scheme) ?? Find(headers[ApiKeyHeader], "");

    private Caller? Find(StringValues values, string prefix)
    {
        if (values.Count != 1 || values[0] is not { } value || !value.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var key = value.AsSpan(prefix.Length).Trim();
        return key.Length is > 0 and <= MaxKeyBytes / 4 ? Match(key) : null;
    }

    private Caller? Match(ReadOnlySpan<char> key)
    {
        Span<byte> bytes = stackalloc byte[MaxKeyBytes];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes[..Encoding.UTF8.GetBytes(key, bytes)], hash);
        bytes.Clear();
        Caller? found = null;
        foreach (var (known, caller) in _keys)
        {
            if (CryptographicOperations.FixedTimeEquals(known, hash))
            {
                found = caller;
            }
        }

        return found;
    }
}
