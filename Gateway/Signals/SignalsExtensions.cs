using Microsoft.Extensions.Options;

namespace LlmAspire.Gateway.Signals;

/// <summary>Registers the analysis of conversations.</summary>
internal static class SignalsExtensions
{
    /// <summary>Adds the analysis of calls, validated at start.</summary>
    /// <param name="services">The gateway's registrations.</param>
    /// <returns>The same registrations.</returns>
    public static IServiceCollection AddSignals(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<SignalsOptions>().BindConfiguration(SignalsOptions.SectionName);
        services.AddSingleton<IValidateOptions<SignalsOptions>, SignalsOptionsValidator>();
        services.AddSingleton<AnalyzerCatalog>();
        services.AddSingleton<StateCache>();
        services.AddSingleton<TurnAnalysis>();
        services.AddSingleton<AnalysisQueue>();
        services.AddSingleton<SignalsSpan>();
        services.AddSingleton<IReportStore, CatalogReportStore>();
        services.AddHostedService<AnalysisWorker>();
        return services;
    }

    /// <summary>Maps the endpoints.</summary>
    /// <param name="app">The gateway.</param>
    /// <returns>The same gateway.</returns>
    public static WebApplication MapSignals(this WebApplication app)
    {
        SignalsEndpoints.MapAnalyze(app);
        TriageEndpoints.MapTriage(app);
        return app;
    }
}
