namespace LlmAspire.Signals.Taxonomy;

/// <summary>The overall judgement on a conversation, best first; written in lower case.</summary>
public enum ConversationQuality
{
    /// <summary>A score of 75 or more.</summary>
    Excellent,

    /// <summary>A score of 60 or more.</summary>
    Good,

    /// <summary>A score of 40 or more.</summary>
    Neutral,

    /// <summary>A score of 25 or more.</summary>
    Poor,

    /// <summary>A lower score, or a user who has left.</summary>
    Severe,
}
