using System.Globalization;
using System.Text.Json;

namespace LlmAspire.MockLlm.Scripting;

/// <summary>Reads the members of one JSON object of a script and gathers what is wrong with them.</summary>
internal sealed class ScriptMembers
{
    private readonly JsonElement _object;
    private readonly string _path;
    private readonly MemberLines _lines;
    private readonly List<ScriptProblem> _problems;

    /// <summary>Reads <paramref name="value"/>.</summary>
    /// <param name="value">An object.</param>
    /// <param name="path">Where it stands; empty for the root.</param>
    /// <param name="lines">On which line what stands.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public ScriptMembers(JsonElement value, string path, MemberLines lines, List<ScriptProblem> problems)
    {
        _object = value;
        _path = path;
        _lines = lines;
        _problems = problems;
    }

    /// <summary>The names of the members.</summary>
    public IEnumerable<string> Names => _object.EnumerateObject().Select(member => member.Name);

    /// <summary>A member, null included.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The member; undefined when it is not there.</returns>
    public JsonElement this[string name] => _object.TryGetProperty(name, out var value) ? value : default;

    /// <summary>The members of an object inside.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>Its members.</returns>
    public ScriptMembers Inside(string name) => new(this[name], PathOf(name), _lines, _problems);

    /// <summary>The members of an object inside an array inside.</summary>
    /// <param name="name">The array's name.</param>
    /// <param name="index">The object's index.</param>
    /// <returns>Its members.</returns>
    public ScriptMembers Inside(string name, int index) => new(this[name][index], $"{PathOf(name)}[{index}]", _lines, _problems);

    /// <summary>Notes a problem.</summary>
    /// <param name="name">The member at fault; null for the object itself.</param>
    /// <param name="message">What is wrong and what is allowed.</param>
    public void Fail(string? name, string message)
    {
        var path = name is null ? _path : PathOf(name);
        _problems.Add(new ScriptProblem(_lines.Of(path), path, message));
    }

    /// <summary>Notes each member that is not one of those known.</summary>
    /// <param name="known">The names that are known.</param>
    public void RefuseOthers(IReadOnlyCollection<string> known)
    {
        foreach (var name in Names.Where(name => !known.Contains(name)))
        {
            Fail(name, $"there is no such member here; there are {string.Join(", ", known)}");
        }
    }

    /// <summary>A text.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="otherwise">What is read when it is not there.</param>
    /// <returns>The text.</returns>
    public string Text(string name, string otherwise = "") => this[name] switch
    {
        { ValueKind: JsonValueKind.Undefined } => otherwise,
        { ValueKind: JsonValueKind.String } text => text.GetString()!,
        _ => Refuse(name, "must be a text", otherwise),
    };

    /// <summary>A text that need not be there.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The text; null when it is not there.</returns>
    public string? OptionalText(string name) => this[name].ValueKind is JsonValueKind.Undefined or JsonValueKind.Null ? null : Text(name);

    /// <summary>One of several words.</summary>
    /// <typeparam name="T">What the words stand for.</typeparam>
    /// <param name="name">The member.</param>
    /// <param name="words">The words and what they stand for.</param>
    /// <returns>What the word stands for; the first when there is no such word.</returns>
    public T Word<T>(string name, params ReadOnlySpan<(string Word, T Value)> words)
    {
        var given = this[name].ValueKind == JsonValueKind.String ? this[name].GetString() : null;
        foreach (var (word, value) in words)
        {
            if (word == given)
            {
                return value;
            }
        }

        var known = new List<string>();
        foreach (var (word, _) in words)
        {
            known.Add($"\"{word}\"");
        }

        return Refuse(name, $"must be {string.Join(" or ", known)}", words[0].Value);
    }

    /// <summary>A whole number within limits.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="least">The least that is allowed.</param>
    /// <param name="most">The most that is allowed.</param>
    /// <returns>The number; the least when it is not there or not allowed.</returns>
    public int Number(string name, int least, int most) => OptionalNumber(name, least, most) ?? least;

    /// <summary>A whole number within limits that need not be there.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="least">The least that is allowed.</param>
    /// <param name="most">The most that is allowed.</param>
    /// <returns>The number; null when it is not there.</returns>
    public int? OptionalNumber(string name, int least, int most) => this[name] switch
    {
        { ValueKind: JsonValueKind.Undefined } => null,
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt32(out var value) && value >= least && value <= most => value,
        _ => Refuse<int?>(name, string.Create(CultureInfo.InvariantCulture, $"must be a whole number from {least} to {most}"), null),
    };

    /// <summary>Milliseconds.</summary>
    /// <param name="name">The member.</param>
    /// <returns>The time; zero when the member is not there.</returns>
    public TimeSpan Milliseconds(string name) => TimeSpan.FromMilliseconds(Number(name, 0, ModelName.MaxDelay));

    /// <summary>Notes a problem and goes on with another value.</summary>
    /// <typeparam name="T">The value's type.</typeparam>
    /// <param name="name">The member.</param>
    /// <param name="message">What is wrong and what is allowed.</param>
    /// <param name="instead">The other value.</param>
    /// <returns><paramref name="instead"/>.</returns>
    public T Refuse<T>(string name, string message, T instead)
    {
        Fail(name, message);
        return instead;
    }

    private string PathOf(string name) => _path.Length == 0 ? name : $"{_path}.{name}";
}
