using System.Text.Json;
using System.Text.Json.Serialization;
using LlmAspire.MockLlm.Answers;
using LlmAspire.MockLlm.Calls;
using LlmAspire.MockLlm.Exchanges;
using LlmAspire.MockLlm.Faults;
using LlmAspire.MockLlm.Gates;
using LlmAspire.MockLlm.Recordings;
using LlmAspire.MockLlm.Scenarios;
using LlmAspire.MockLlm.Scripting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace LlmAspire.MockLlm;

/// <summary>Registers the mock's parts.</summary>
internal static class MockLlmExtensions
{
    /// <summary>Adds settings, scripts, faults, the engine and what it tells of itself.</summary>
    /// <param name="services">The service's registrations.</param>
    /// <returns>The same registrations.</returns>
    public static IServiceCollection AddMockLlm(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<MockLlmOptions>().BindConfiguration(MockLlmOptions.SectionName);
        services.AddSingleton<IValidateOptions<MockLlmOptions>, MockLlmOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);

        services.AddSingleton<RecordingLibrary>();
        services.AddSingleton<ModelCatalog>();
        services.AddSingleton<StepCatalog>();
        services.AddSingleton<ScriptReader>();
        services.AddSingleton<ScenarioReader>();
        services.AddSingleton<ScenarioStore>();
        services.AddSingleton<ScriptSelector>();

        services.AddSingleton<FaultSwitches>();
        services.AddSingleton<PauseGates>();
        services.AddSingleton<CallLog>();
        services.AddSingleton<AnswerPlayer>();
        services.AddSingleton<Exchange>();

        services.ConfigureHttpJsonOptions(json =>
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower)));

        // The mock reads bodies up to its own limit and answers a longer one in the provider's words; a script may come in a header.
        services.Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MaxRequestHeadersTotalSize = 256 * 1024;
        });
        return services;
    }
}
