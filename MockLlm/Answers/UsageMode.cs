namespace LlmAspire.MockLlm.Answers;

/// <summary>Whether an answer says what it cost.</summary>
internal enum UsageMode
{
    /// <summary>As the dialect and the request want it.</summary>
    Normal,

    /// <summary>The usage member is there and is null.</summary>
    Null,

    /// <summary>There is no usage member, asked for or not.</summary>
    None,
}
