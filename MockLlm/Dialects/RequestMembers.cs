using System.Text.Json;
using LlmAspire.MockLlm.Scripting;

namespace LlmAspire.MockLlm.Dialects;

/// <summary>
/// Reads the members of a request and remembers the first that is wrong: a dialect's reader says what it wants, in the order in which its
/// provider checks, and asks once at the end whether all was well.
/// </summary>
internal sealed class RequestMembers
{
    private readonly JsonElement _body;
    private readonly FailureWording _wording;

    /// <summary>Reads <paramref name="body"/>.</summary>
    /// <param name="body">The request's JSON; null when it has none.</param>
    /// <param name="wording">How the provider words what is wrong.</param>
    public RequestMembers(JsonElement? body, FailureWording wording)
    {
        _body = body ?? default;
        _wording = wording;
        if (_body.ValueKind != JsonValueKind.Object)
        {
            Failure = wording.InvalidJson();
        }
    }

    /// <summary>The first thing that is wrong; null when nothing is.</summary>
    public Failure? Failure { get; private set; }

    /// <summary>A member, when it is there and not null.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The member or null.</returns>
    public JsonElement? Optional(string name) =>
        Failure is null && _body.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>A member that is an object.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The object; null when it is not there.</returns>
    public JsonElement? Object(string name) => Optional(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Object } value => value,
        { } value => FailType<JsonElement?>(name, "an object", value, null),
    };

    /// <summary>The items of an array.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The items; none when it is not there.</returns>
    public IReadOnlyList<JsonElement> Items(string name) => Optional(name) switch
    {
        null => [],
        { ValueKind: JsonValueKind.Array } value => [.. value.EnumerateArray()],
        { } value => FailType<IReadOnlyList<JsonElement>>(name, "an array", value, []),
    };

    /// <summary>The script in the request's metadata.</summary>
    /// <returns>The script; null when there is none.</returns>
    public string? Script() => Optional("metadata")?.Member(ScriptSelector.Name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { } value => value.GetRawText(),
    };

    /// <summary>A text that must be there.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The text; empty when it is not there or not a text.</returns>
    public string RequiredText(string name)
    {
        if (Optional(name) is not { } value)
        {
            Fail(_wording.Missing(name));
            return "";
        }

        return value.ValueKind == JsonValueKind.String ? value.GetString()! : FailType(name, "a string", value, "");
    }

    /// <summary>An array that must be there and have at least one item.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>Its items; none when it is not there or not an array.</returns>
    public IReadOnlyList<JsonElement> RequiredItems(string name)
    {
        if (Optional(name) is not { } value)
        {
            Fail(_wording.Missing(name));
            return [];
        }

        if (value.ValueKind != JsonValueKind.Array)
        {
            return FailType<IReadOnlyList<JsonElement>>(name, "an array", value, []);
        }

        if (value.GetArrayLength() == 0)
        {
            Fail(_wording.Empty(name));
        }

        return [.. value.EnumerateArray()];
    }

    /// <summary>A truth value.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The value; false when it is not there.</returns>
    public bool Flag(string name) => Optional(name) switch
    {
        null => false,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        { } value => FailType(name, "a boolean", value, false),
    };

    /// <summary>A whole number within limits.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="least">The least that is allowed.</param>
    /// <param name="most">The most that is allowed.</param>
    /// <returns>The number; null when it is not there.</returns>
    public int? Number(string name, int least, int most)
    {
        if (Optional(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt32(out var number))
        {
            return FailType<int?>(name, "an integer", value, null);
        }

        if (number < least || number > most)
        {
            Fail(_wording.OutOfRange(name, number, least, most));
        }

        return number;
    }

    /// <summary>Remembers a failure that the dialect's reader found itself.</summary>
    /// <param name="failure">The failure; an earlier one stays.</param>
    public void Fail(Failure failure) => Failure ??= failure;

    /// <summary>Remembers that a member has the wrong type.</summary>
    /// <typeparam name="T">The type that the caller goes on with.</typeparam>
    /// <param name="name">The member.</param>
    /// <param name="expected">What was expected, with its article.</param>
    /// <param name="actual">What came.</param>
    /// <param name="instead">What the caller goes on with.</param>
    /// <returns><paramref name="instead"/>.</returns>
    public T FailType<T>(string name, string expected, JsonElement actual, T instead)
    {
        Fail(_wording.WrongType(name, expected, Describe(actual)));
        return instead;
    }

    private static string Describe(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number when value.TryGetInt64(out _) => "an integer",
        JsonValueKind.Number => "a decimal number",
        JsonValueKind.True or JsonValueKind.False => "a boolean",
        _ => "null",
    };
}
