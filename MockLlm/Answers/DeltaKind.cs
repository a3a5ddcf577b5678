namespace LlmAspire.MockLlm.Answers;

/// <summary>What a <see cref="Delta"/> adds to.</summary>
internal enum DeltaKind
{
    /// <summary>The answer's text.</summary>
    Text,
}
