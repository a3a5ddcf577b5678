namespace LlmAspire.Gateway.Signals;

/// <summary>One entry of <c>Gateway:Signals:OwnPhrases</c>.</summary>
public sealed class OwnPhraseOptions
{
    /// <summary>The dotted id of the type that the phrase shows.</summary>
    public string Type { get; set; } = "";

    /// <summary>The phrase as a user would type it.</summary>
    public string Phrase { get; set; } = "";
}
