using LlmAspire.MockLlm.Answers;

namespace LlmAspire.MockLlm.Dialects;

/// <summary>Gathers from a request's messages what an answer depends on.</summary>
internal sealed class PromptReader
{
    private string? _toolText;

    /// <summary>The text of the last message of the user.</summary>
    public string LastUserText { get; private set; } = "";

    /// <summary>What the tools said when theirs is the last word.</summary>
    public string? LastToolText => _toolText;

    /// <summary>The tokens of all messages.</summary>
    public int InputTokens { get; private set; }

    /// <summary>Adds a message of the user.</summary>
    /// <param name="text">Its text.</param>
    public void AddUser(string text)
    {
        LastUserText = text;
        AddOther(text);
    }

    /// <summary>Adds the result of a tool; several in a row are put together.</summary>
    /// <param name="text">Its text.</param>
    public void AddTool(string text)
    {
        _toolText = _toolText is null ? text : $"{_toolText} {text}";
        InputTokens += Tokens.Count(text);
    }

    /// <summary>Adds any other message.</summary>
    /// <param name="text">Its text.</param>
    public void AddOther(string text)
    {
        _toolText = null;
        InputTokens += Tokens.Count(text);
    }
}
