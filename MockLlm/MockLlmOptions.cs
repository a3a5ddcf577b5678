namespace LlmAspire.MockLlm;

/// <summary>The settings of the mock, section <c>MockLlm</c>.</summary>
public sealed class MockLlmOptions
{
    /// <summary>The section's name.</summary>
    public const string SectionName = "MockLlm";

    /// <summary>The longest request body that is read, in bytes; more is answered 413.</summary>
    public int MaxRequestBytes { get; set; } = 32 * 1024 * 1024;

    /// <summary>What the fault <c>slow</c> adds before each chunk.</summary>
    public TimeSpan SlowDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>What the fault <c>rate-limit</c> says in Retry-After; whole seconds.</summary>
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The same request gets the same bytes, ids and date included.</summary>
    public bool Deterministic { get; set; }

    /// <summary>A folder of recorded answers with their <c>index.json</c>, served as model <c>recorded/dialect/file</c>; null for
    /// none.</summary>
    public string? Recordings { get; set; }

    /// <summary>How many calls <c>/mock/calls</c> remembers.</summary>
    public int KeepCalls { get; set; } = 1000;

    /// <summary>How much of a request's body <c>/mock/calls</c> remembers, in bytes.</summary>
    public int KeepBodyBytes { get; set; } = 64 * 1024;

    /// <summary>More names that answer as <c>mock</c> does, such as the names that an application under test asks for.</summary>
    public IList<string> Models { get; } = [];
}
