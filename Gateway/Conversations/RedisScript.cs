using System.Security.Cryptography;
using System.Text;

namespace LlmAspire.Gateway.Conversations;

/// <summary>A script for Redis, known to the server by its hash, so that its text travels once.</summary>
internal sealed class RedisScript
{
    /// <summary>A script.</summary>
    /// <param name="text">Lua, with commands of Redis 6.0 at most.</param>
    public RedisScript(string text)
    {
        Text = text;
#pragma warning disable CA5350 // Redis names its scripts by SHA-1; nothing is secured by it.
        Hash = SHA1.HashData(Encoding.UTF8.GetBytes(text));
#pragma warning restore CA5350
    }

    /// <summary>Its text.</summary>
    public string Text { get; }

    /// <summary>Its name at the server.</summary>
    public byte[] Hash { get; }
}
