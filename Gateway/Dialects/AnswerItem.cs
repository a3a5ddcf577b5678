using System.Text;

namespace LlmAspire.Gateway.Dialects;

/// <summary>A tool call, block or item while it is being read.</summary>
internal sealed class AnswerItem
{
    /// <summary>The choice that it belongs to.</summary>
    public int Choice { get; set; }

    /// <summary>Its index among its like, -1 when the wire gives none.</summary>
    public int Index { get; set; } = -1;

    /// <summary>Its kind.</summary>
    public string Type { get; set; } = "";

    /// <summary>Its id.</summary>
    public string Id { get; set; } = "";

    /// <summary>Its name.</summary>
    public string Name { get; set; } = "";

    /// <summary>Its arguments as parts of strings.</summary>
    public RawText Arguments { get; } = new();

    /// <summary>Its arguments as JSON; they count where there are no others.</summary>
    public RawText Input { get; } = new();

    /// <summary>Its text.</summary>
    public RawText Text { get; } = new();

    /// <summary>Whether it has a text, be it empty.</summary>
    public bool HasText { get; set; }

    /// <summary>Whether its arguments are any text instead of JSON.</summary>
    public bool IsCustom { get; set; }

    /// <summary>Whether its arguments come as paths and values (Gemini), which are not put together.</summary>
    public bool IsPartial { get; set; }

    /// <summary>Whether the provider sent the arguments as JSON instead of a string with JSON in it.</summary>
    public bool IsObject => Arguments.Length == 0 && Input.Length > 0;

    /// <summary>Whether something of it did not fit.</summary>
    public bool IsTruncated => Arguments.IsTruncated || Input.IsTruncated;

    /// <summary>The arguments as the provider sent them.</summary>
    /// <returns>The text; empty when there are none.</returns>
    public string ArgumentsText() => IsObject ? Encoding.UTF8.GetString(Input.Span) : Arguments.Decode();

    /// <summary>The tool call that it is.</summary>
    /// <returns>The call.</returns>
    public ToolCall ToCall()
    {
        var arguments = ArgumentsText();
        return new ToolCall(Id, Name, arguments.Length > 0 ? arguments : "{}");
    }

    /// <summary>Adds a later part of the same call.</summary>
    /// <param name="part">The part.</param>
    public void Add(AnswerItem part)
    {
        Id = part.Id.Length > 0 ? part.Id : Id;
        Name = part.Name.Length > 0 ? part.Name : Name;
        IsCustom |= part.IsCustom;
        Arguments.Append(part.Arguments.Span);
        Input.Append(part.Input.Span);
    }
}
