namespace LlmAspire.MockLlm.Answers;

/// <summary>
/// A small generator with a fixed algorithm: <see cref="Random"/> does not promise the same numbers in the next version of .NET.
/// SplitMix64, Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014.
/// </summary>
internal struct SplitMix
{
    private ulong _state;

    /// <summary>Starts from <paramref name="seed"/>.</summary>
    /// <param name="seed">Any number.</param>
    public SplitMix(ulong seed) => _state = seed;

    /// <summary>The next number.</summary>
    /// <returns>64 well mixed bits.</returns>
    public ulong Next()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
