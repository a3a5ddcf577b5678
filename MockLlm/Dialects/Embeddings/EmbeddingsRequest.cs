using System.Collections.Immutable;
using LlmAspire.MockLlm.Answers;

namespace LlmAspire.MockLlm.Dialects.Embeddings;

/// <summary>A request for embeddings.</summary>
internal sealed record EmbeddingsRequest : AnswerRequest
{
    /// <summary>The texts.</summary>
    public required ImmutableArray<string> Inputs { get; init; }

    /// <summary>The length of each vector.</summary>
    public required int Dimensions { get; init; }

    /// <summary>Vectors are wanted as Base64 of their little-endian floats.</summary>
    public required bool Base64 { get; init; }
}
