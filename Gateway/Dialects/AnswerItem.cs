namespace LlmAspire.Gateway.Dialects;

/// <summary>A tool call, block or item while it is being read.</summary>
internal sealed class AnswerItem
{
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

    /// <summary>The tool call that it is.</summary>
    /// <returns>The call.</returns>
    public ToolCall ToCall()
    {
        var arguments = Arguments.Length > 0 ? Arguments.Decode() : System.Text.Encoding.UTF8.GetString(Input.Span);
        return new ToolCall(Id, Name, arguments.Length > 0 ? arguments : "{}");
    }
}
