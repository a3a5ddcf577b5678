using System.Text.Json;
using LlmAspire.MockLlm.Answers;

namespace LlmAspire.MockLlm.Dialects.OpenAiResponses;

/// <summary>A Responses request with what its answer repeats.</summary>
internal sealed record ResponsesRequest : AnswerRequest
{
    /// <summary>The request's JSON, whose settings the response object repeats.</summary>
    public required JsonElement Body { get; init; }
}
