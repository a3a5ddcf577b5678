namespace LlmAspire.Signals.Refined.Phrases;

/// <summary>What has to be true besides the words, for a rule to count. The names in packs are these in lower case.</summary>
[Flags]
internal enum RuleConditions
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The assistant has answered something before.</summary>
    Answered = 1,

    /// <summary>The assistant has not answered anything yet.</summary>
    Opening = 2,

    /// <summary>The words stand in a question.</summary>
    Question = 4,

    /// <summary>The words do not stand in a question.</summary>
    Statement = 8,

    /// <summary>The assistant's last message does not end with a question.</summary>
    Unasked = 16,

    /// <summary>The assistant's last message ends with a question.</summary>
    Replying = 32,

    /// <summary>The message has at most <see cref="RefinedThresholds.ShortMessageWords"/> words.</summary>
    Short = 64,

    /// <summary>The rule is a hint only: two different hints of one type make a signal.</summary>
    Hint = 128,

    /// <summary>A veto on every hit of the message and not only on those in its own sentence.</summary>
    Message = 256,

    /// <summary>The message is about the service in its own words: it speaks to the assistant, or there was an answer before.</summary>
    Service = 512,

    /// <summary>The last tool result before the message was an error, or the assistant's last words tell of a failure.</summary>
    Failed = 1024,

    /// <summary>No veto takes the rule's hits away.</summary>
    Firm = 2048,

    /// <summary>The rule gives way: its hits count only in a message without signals of other types by rules that do not.</summary>
    Yields = 4096,

    /// <summary>
    /// The assistant's last message states something or reports something done; it gives no instruction and asks
    /// nothing.
    /// </summary>
    Asserted = 8192,

    /// <summary>The assistant's last message tells the user to do something.</summary>
    Instructed = 16384,
}
