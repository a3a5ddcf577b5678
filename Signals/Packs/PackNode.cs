using System.Text.Json;

namespace LlmAspire.Signals.Packs;

/// <summary>A value of a pack's file that knows where it stands, so that what is wrong with it can be said.</summary>
/// <param name="file">The path of the file.</param>
/// <param name="place">The names that lead to the value.</param>
/// <param name="value">The value.</param>
internal readonly struct PackNode(string file, string place, JsonElement value)
{
    /// <summary>True when the value is a number.</summary>
    public bool IsNumber => value.ValueKind == JsonValueKind.Number;

    /// <summary>A member of an object.</summary>
    public PackNode this[string name]
    {
        get
        {
            var path = place.Length == 0 ? name : $"{place}/{name}";
            return value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var member)
                ? new PackNode(file, path, member)
                : throw new SignalPackException($"Signal pack '{file}' has no '{path}'.");
        }
    }

    /// <summary>A number that is not negative.</summary>
    public double Number() => IsNumber && value.GetDouble() is >= 0 and var number ? number : throw Wrong("a number of 0 or more");

    /// <summary>A whole number that is not negative.</summary>
    public int Whole() => IsNumber && value.TryGetInt32(out var number) && number >= 0 ? number : throw Wrong("a whole number of 0 or more");

    /// <summary>A list of texts that are not empty.</summary>
    public IReadOnlyList<string> Texts(int? exactly = null)
    {
        var expected = exactly is null ? "a list of texts" : $"a list of {exactly} texts";
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() != (exactly ?? value.GetArrayLength()))
        {
            throw Wrong(expected);
        }

        var texts = new List<string>(value.GetArrayLength());
        foreach (var item in value.EnumerateArray())
        {
            var text = item.ValueKind == JsonValueKind.String ? item.GetString() : null;
            texts.Add(string.IsNullOrWhiteSpace(text) ? throw Wrong(expected) : text);
        }

        return texts;
    }

    /// <summary>A list of two whole numbers, the smaller one first.</summary>
    public (int From, int To) Range()
    {
        var numbers = value.ValueKind == JsonValueKind.Array
            ? value.EnumerateArray().Select(static item => item.TryGetInt32(out var number) ? number : -1).ToArray()
            : [];
        return numbers is [>= 1 and var from, var to] && from <= to ? (from, to) : throw Wrong("two whole numbers, the smaller one first");
    }

    private SignalPackException Wrong(string expected) => new($"Signal pack '{file}': '{place}' must be {expected}.");
}
