using System.Security.Cryptography;
using System.Text;

namespace LlmAspire.MockLlm.Answers;

/// <summary>
/// The ids and the date of one answer: random and now, or, when the same request is to get the same bytes, drawn from the request itself.
/// </summary>
internal sealed class AnswerIdentity
{
    private const string Alphabet = "0123456789abcdefghijklmnopqrstuvwxyz";
    private const int IdLength = 24;

    /// <summary>The date of every answer that is to be the same for ever: 2026-01-01T00:00:00Z.</summary>
    private static readonly DateTimeOffset FixedDate = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private SplitMix _numbers;

    private AnswerIdentity(ulong state, DateTimeOffset created)
    {
        _numbers = new SplitMix(state);
        Created = created;
    }

    /// <summary>When the answer was made.</summary>
    public DateTimeOffset Created { get; }

    /// <summary>Ids that nobody else gets, and the date of now.</summary>
    /// <param name="time">The clock.</param>
    /// <returns>A new identity.</returns>
    public static AnswerIdentity Unique(TimeProvider time)
    {
        Span<byte> state = stackalloc byte[sizeof(ulong)];
        RandomNumberGenerator.Fill(state);
        return new AnswerIdentity(BitConverter.ToUInt64(state), time.GetUtcNow());
    }

    /// <summary>Ids drawn from the request's bytes, and a fixed date.</summary>
    /// <param name="body">The request's body.</param>
    /// <param name="seed">Text that makes the same body give other ids.</param>
    /// <returns>The same identity for the same arguments.</returns>
    public static AnswerIdentity Repeatable(ReadOnlySpan<byte> body, string seed)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(seed));
        hash.AppendData([0]);
        hash.AppendData(body);
        return new AnswerIdentity(System.Buffers.Binary.BinaryPrimitives.ReadUInt64LittleEndian(hash.GetHashAndReset()), FixedDate);
    }

    /// <summary>The next id of this answer.</summary>
    /// <param name="prefix">What it starts with, such as <c>chatcmpl-</c>.</param>
    /// <returns>The prefix and 24 letters and digits.</returns>
    public string NextId(string prefix) => prefix + NextLetters(IdLength);

    /// <summary>The next random letters of this answer.</summary>
    /// <param name="count">How many.</param>
    /// <returns>Letters and digits.</returns>
    public string NextLetters(int count) => string.Create(count, this, static (letters, identity) =>
    {
        for (var i = 0; i < letters.Length; i++)
        {
            letters[i] = Alphabet[(int)(identity._numbers.Next() % (ulong)Alphabet.Length)];
        }
    });
}
